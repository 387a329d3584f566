"""Time arithmetic of shifts. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from buckstop.ledger.refused import Refused
from buckstop.people.roles import DESK_ROLES


@dataclass(frozen=True, slots=True)
class Turn:
    """A weekly shift: minutes of the roster's zone; past midnight where ends <= starts."""

    person: UUID
    weekday: int
    starts: time
    ends: time


def check_weekday(weekday: int) -> None:
    """0 is Monday, 6 is Sunday."""
    if weekday not in range(7):
        raise Refused("bad-weekday", "Choose a day of the week.", "weekday")


def check_limit(limit: int) -> None:
    """Nobody has fewer than no problems, or more than anybody could know."""
    if limit not in range(1001):
        raise Refused("bad-limit", "Choose a limit from 0 to 1000 open problems.", "limit")


def check_at_desk(name: str, *, role: str, active: bool) -> None:
    """A roster has people who work at the desk."""
    if role not in DESK_ROLES or not active:
        raise Refused("not-desk", f"{name} doesn't work at the desk.", "person")


def ends_at(turn: Turn, at: datetime, zone: str) -> datetime | None:
    """When the shift that runs at `at` ends, or None where it doesn't run then."""
    local = at.astimezone(ZoneInfo(zone))
    for days_ago in (0, 1):
        day = local.date() - timedelta(days=days_ago)
        if day.weekday() != turn.weekday:
            continue
        starts = datetime.combine(day, turn.starts, ZoneInfo(zone))
        last = day + timedelta(days=1) if turn.ends <= turn.starts else day
        ends = datetime.combine(last, turn.ends, ZoneInfo(zone))
        if starts.timestamp() <= at.timestamp() < ends.timestamp():
            return ends
    return None


def on_shift(turns: Iterable[Turn], at: datetime, zone: str) -> dict[UUID, datetime]:
    """Who is on shift at `at`, and until when."""
    found: dict[UUID, datetime] = {}
    for turn in turns:
        ends = ends_at(turn, at, zone)
        if ends is not None:
            found[turn.person] = max(ends, found.get(turn.person, ends))
    return found
