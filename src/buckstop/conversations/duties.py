"""The duties of conversations."""

from datetime import datetime, timedelta

from buckstop.conversations.actions.scheduling import send_scheduled
from buckstop.conversations.drafts import forget
from buckstop.conversations.models import Scheduled
from buckstop.kit.duties import Duty, Order, register

register(
    Duty(
        "send what was scheduled",
        lambda at: send_scheduled(at=at),
        order=Order.DUE,
        due=lambda: _first_scheduled(),
    ),
    Duty(
        "forget drafts",
        lambda at: forget(at=at),
        order=Order.UPKEEP,
        every=timedelta(minutes=10),
    ),
)


def _first_scheduled() -> datetime | None:
    """When the next one leaves."""
    waiting = Scheduled.objects.filter(ended_at=None).order_by("leaves_at")
    found: datetime | None = waiting.values_list("leaves_at", flat=True).first()
    return found
