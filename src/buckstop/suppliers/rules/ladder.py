"""When whom of a silent supplier is turned to. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from buckstop.kit.calendars import Calendar

MOST = 10
"""So often at most somebody is reminded of one ask by itself: more would feed a robot."""


@dataclass(frozen=True, slots=True)
class Rung:
    """Somebody of theirs, and after how many minutes of silence they are turned to: of their hours,
    or of every hour."""

    person: UUID
    minutes: int
    always: bool


def times(rungs: Sequence[Rung], since: datetime, hours: Calendar) -> list[tuple[datetime, UUID]]:
    """Who is turned to when, the soonest first."""
    found = []
    for rung in rungs:
        plain = since + timedelta(minutes=rung.minutes)
        at = plain if rung.always else hours.add_working(since, rung.minutes)
        found.append((max(at, plain), rung.person))
    return sorted(found, key=lambda one: one[0])
