"""The duty of the status page: written anew as soon as something of it changed."""

from datetime import datetime, timedelta

from buckstop.doors.status.keeping import write
from buckstop.kit.duties import Duty, Order, register


def _written(at: datetime) -> int:
    write(at=at)
    return 0  # nothing is left to do, whatever was written


register(Duty("write the status page", _written, order=Order.UPKEEP, every=timedelta(seconds=5)))
