"""Whether mail leaves at all, and what waits to."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Min

from buckstop.conversations.models import Delivery, Outage
from buckstop.conversations.models.delivery import UNDER_WAY

NOWHERE = "BUCKSTOP_RELAY doesn't say where to."


@dataclass(frozen=True, slots=True)
class Standstill:
    """No mail leaves: why, and since when where that is known."""

    why: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """How many mails wait to leave, and since when the oldest does."""

    count: int
    oldest: datetime | None


def outage() -> Outage | None:
    """The time in which no mail leaves, where it isn't over."""
    return Outage.objects.filter(ended_at=None).first()


def standstill() -> Standstill | None:
    """Why no mail leaves; None where it does."""
    if settings.DEMO:
        return None
    if not settings.RELAY:
        return Standstill(NOWHERE)
    found = outage()
    return Standstill(found.why, found.began_at) if found else None


def queue() -> Queue:
    """What waits to leave."""
    waiting = Delivery.objects.filter(state__in=UNDER_WAY)
    found = waiting.aggregate(count=Count("pk"), oldest=Min("made_at"))
    return Queue(found["count"], found["oldest"])
