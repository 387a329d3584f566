"""Time arithmetic of shifts. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from buckstop.kit.calendars import CalendarError
from buckstop.kit.public_holidays import PublicHolidays
from buckstop.ledger.refused import Refused


@dataclass(frozen=True, slots=True)
class Turn:
    """A weekly shift: minutes of the roster's zone; past midnight where ends <= starts."""

    person: UUID
    weekday: int
    starts: time
    ends: time


class Day(StrEnum):
    """What a day of the year is, besides what the week and the country say."""

    OFF = "off"
    OPEN = "open"
    USUAL = "usual"


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = 24 * 60
_WEEK = 7 * _DAY


def check_weekdays(weekdays: str) -> str:
    """The days of the week, sorted, each once; refused where there is none."""
    found = "".join(sorted(set(weekdays)))
    if not found or not set(found) <= set("0123456"):
        raise Refused("no-weekday", _("Choose at least one day of the week."), "weekdays")
    return found


def check_day(day: date, how: Day, weekdays: str) -> None:
    """A working day has to be on a day of the week on which the house works."""
    if how == Day.OPEN and str(day.weekday()) not in weekdays:
        name = DAYS[day.weekday()]
        raise Refused(
            "closed-then",
            _("You don’t work on a %(name)s: set the hours first.") % {"name": name},
            "day",
        )


def check_country(country: str) -> str:
    """A country ("CH") or a part of one ("CH-ZH") whose public holidays are known; or none."""
    found = country.strip().upper().rstrip("-")
    try:
        holidays_of(found)
    except CalendarError as unknown:
        sentence = str(unknown)
        raise Refused("no-country", f"{sentence[:1].upper()}{sentence[1:]}.", "part") from None
    return found


def holidays_of(country: str) -> PublicHolidays | None:
    """The public holidays that `check_country` let pass; None where there are none."""
    if not country:
        return None
    whole, _dash, part = country.partition("-")
    return PublicHolidays(whole, part or None)


def check_minutes(minutes: int, field: str) -> None:
    """Customers hear from us within five working minutes to some weeks."""
    if not 5 <= minutes <= 10_000:
        raise Refused("bad-minutes", _("Choose a time from 5 minutes to 160 hours."), field)


def _span(turn: Turn) -> tuple[int, int]:
    """When a turn starts and ends, in minutes since Monday."""
    starts = turn.weekday * _DAY + turn.starts.hour * 60 + turn.starts.minute
    ends = turn.weekday * _DAY + turn.ends.hour * 60 + turn.ends.minute
    return starts, ends if ends > starts else ends + _DAY


def overlap(one: Turn, other: Turn) -> bool:
    """Whether two weekly turns share a minute of the week; what runs on past Sunday counts too."""
    (starts, ends), (begins, stops) = _span(one), _span(other)
    return any(starts < stops + week and begins + week < ends for week in (-_WEEK, 0, _WEEK))


def check_no_overlap(name: str, turn: Turn, others: Iterable[Turn]) -> None:
    """Nobody is on shift twice at the same time."""
    for other in others:
        if other.person == turn.person and overlap(turn, other):
            hours = f"{DAYS[other.weekday]}, {other.starts:%H:%M} to {other.ends:%H:%M}"
            raise Refused(
                "overlaps",
                _("%(name)s is on shift then already: %(hours)s. Remove that one first.")
                % {"name": name, "hours": hours},
                "starts",
            )  # fmt: skip


def check_weekday(weekday: int) -> None:
    """0 is Monday, 6 is Sunday."""
    if weekday not in range(7):
        raise Refused("bad-weekday", _("Choose a day of the week."), "weekday")


def check_limit(limit: int) -> None:
    """Nobody has fewer than no problems, or more than anybody could know."""
    if limit not in range(1001):
        raise Refused("bad-limit", _("Choose a limit from 0 to 1000 open problems."), "limit")


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
    today = at.astimezone(ZoneInfo(zone)).weekday()
    for turn in turns:
        if turn.weekday not in (today, (today - 1) % 7):
            continue
        ends = ends_at(turn, at, zone)
        if ends is not None:
            found[turn.person] = max(ends, found.get(turn.person, ends))
    return found
