"""What stands on the status page, and how badly something does. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import IntEnum

from buckstop.problems.rules.impact import STOPS

HISTORY = timedelta(days=90)
AHEAD = timedelta(days=30)
MANY = 3
"""From so many customers on, a problem is no longer the matter of one of them."""


class Standing(IntEnum):
    """How a component does, the worst last."""

    WORKS = 0
    CHECKED = 1  # we believe that it is fixed, and ask
    DISTURBED = 2
    STOPPED = 3


@dataclass(frozen=True, slots=True)
class Lasted:
    """How long something did badly; `until` is empty while it does."""

    begins: datetime
    until: datetime | None
    standing: Standing


def stands_there(*, told: bool, shown_by_signal: bool, customers: int, closed: bool) -> bool:
    """Whether a problem is for all to read: they were told, many have it, or while it runs a signal
    shows it. What one customer told us stays theirs."""
    return told or customers >= MANY or (shown_by_signal and not closed)


def standing(*, hurts: int, fixed: bool) -> Standing:
    """How a running problem leaves what it is about."""
    if fixed:
        return Standing.CHECKED
    return Standing.STOPPED if hurts >= STOPS else Standing.DISTURBED


def days(of: Iterable[Lasted], *, now: datetime, zone: tzinfo) -> list[tuple[date, Standing]]:
    """How badly each of the last 90 days was, the oldest first, by the days of a zone."""
    last = now.astimezone(zone).date()
    worst = {last - timedelta(days=n): Standing.WORKS for n in range(HISTORY.days)}
    for one in of:
        day = one.begins.astimezone(zone).date()
        end = (one.until or now).astimezone(zone).date()
        while day <= end:
            if day in worst:
                worst[day] = max(worst[day], one.standing)
            day += timedelta(days=1)
    return sorted(worst.items())
