"""A worker sends the leaders' figures."""

from datetime import datetime, timedelta

from buckstop.kit.duties import Duty, Order, register
from buckstop.reliability.actions.weekly import send_weekly
from buckstop.reliability.models import Weekly


def _due() -> datetime | None:
    return Weekly.objects.order_by("next_at").values_list("next_at", flat=True).first()


register(
    Duty(
        "send the leaders' figures",
        lambda at: send_weekly(at=at),
        order=Order.UPKEEP,
        long=True,
        every=timedelta(minutes=1),
        due=_due,
    )
)
