"""A worker says that it is alive."""

from datetime import datetime, timedelta

from buckstop.auditor.marks import mark
from buckstop.auditor.models import MarkName
from buckstop.kit.duties import Duty, Order, register


def _beat(at: datetime) -> int:
    mark(MarkName.WORKER, at)
    return 0  # nothing was waiting for it


register(Duty("say that it works", _beat, order=Order.UPKEEP, every=timedelta(seconds=5)))
