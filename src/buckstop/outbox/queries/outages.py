"""Whether anything leaves at all, and what waits to."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet

from buckstop.kit.reading import Among, Given, reading
from buckstop.outbox.channels.register import CHANNELS
from buckstop.outbox.models import UNDER_WAY, Delivery, Outage


@dataclass(frozen=True, slots=True)
class Standstill:
    """Nothing leaves by a channel: what that is, why, and since when where it is known."""

    why: str
    since: datetime | None = None
    what: str = "mail"


@dataclass(frozen=True, slots=True)
class Queue:
    """How many things wait to leave, and since when the oldest does."""

    count: int
    oldest: datetime | None


def label(channel: str) -> str:
    """What it takes out of the house, in a word."""
    return CHANNELS[channel].label if channel in CHANNELS else channel


def outage(channel: str) -> Outage | None:
    """The time in which nothing leaves by it, where that isn't over."""
    return Outage.objects.filter(channel=channel, ended_at=None).first()


def standstill() -> Standstill | None:
    """The first channel by which nothing leaves, and why; None where all goes out."""
    for channel in CHANNELS.values():
        closed = channel.closed_because()
        if closed:
            return Standstill(closed, what=channel.label)
    found = _running.first(channels=list(CHANNELS))
    return Standstill(found.why, found.began_at, label(found.channel)) if found else None


@reading
def _running() -> "QuerySet[Outage]":
    rows = Outage.objects.filter(Among("channel", Given("channels")), ended_at=None)
    return rows.order_by("began_at")[:1]


def queue() -> Queue:
    """What waits to leave."""
    waiting = Delivery.objects.filter(state__in=UNDER_WAY)
    found = waiting.aggregate(count=Count("pk"), oldest=Min("made_at"))
    return Queue(found["count"], found["oldest"])
