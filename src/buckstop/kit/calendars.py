"""Business time: when a place is open, and how long or how far that is from an instant.

A calendar has hours of the wall clock in one IANA zone. Instants go in and come out aware, in UTC.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice

from buckstop.kit.wall_clock import (
    CalendarError,
    first_showing,
    from_microseconds,
    in_microseconds,
    zone_named,
)

__all__ = ["ALWAYS", "WHOLE_DAY", "Calendar", "CalendarError", "Holidays", "Hours", "Shift"]

type Shift = tuple[time, time]
type Hours = Mapping[int, Sequence[Shift]]
type Holidays = frozenset[date] | Callable[[int], frozenset[date]]

WHOLE_DAY: Shift = (time(0), time(0))
ALWAYS: Hours = {day: [WHOLE_DAY] for day in range(7)}

_DAY = timedelta(days=1)
_MINUTE = 60_000_000  # in microseconds, in which all of this reckons
_HORIZON = 12 * 100  # months that are searched before giving up
_FIRST_YEAR, _LAST_YEAR = 2, 9997  # shifts of the days around must exist as well


class Calendar:
    """Hours for each weekday (0 is Monday) in one zone, without those of public holidays.

    A shift that ends at or before its start ends on the next day, so (22:00, 06:00) crosses
    midnight and (00:00, 00:00) is the whole day. A holiday takes the shifts that start on it.
    Where the clocks go back, an hour that comes twice means its first coming; where they go
    forward, a time that doesn't exist means the instant of the change. Shifts may overlap.

    `holidays` is a set of dates, or a function that answers those of a year (it should be
    hashable by value, as `PublicHolidays` is, so that equal calendars share their reckoning).
    Raises CalendarError for an unknown zone, a weekday outside 0 to 6, or hours without a shift.
    """

    __slots__ = ("_hash", "holidays", "hours", "zone")

    def __init__(self, zone: str, hours: Hours, holidays: Holidays = frozenset()) -> None:
        _check_hours(hours)
        zone_named(zone)
        self.zone = zone
        self.hours = tuple(tuple(sorted(hours.get(day, ()))) for day in range(7))
        self.holidays = holidays
        self._hash = hash((zone, self.hours, holidays))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Calendar):
            return NotImplemented
        mine, theirs = (self.zone, self.hours), (other.zone, other.hours)
        return mine == theirs and self.holidays == other.holidays

    def __repr__(self) -> str:
        return f"Calendar({self.zone!r}, {self.hours!r}, {self.holidays!r})"

    def is_holiday(self, day: date) -> bool:
        """Whether `day`, as the zone counts days, is a public holiday."""
        found = self.holidays(day.year) if callable(self.holidays) else self.holidays
        return day in found

    def is_open(self, at: datetime) -> bool:
        """Whether `at` is business time: from the instant of opening, up to that of closing."""
        instant = in_microseconds(at)
        return any(month.open_at(instant) for month in islice(_months_from(self, at), 1))

    def next_open(self, at: datetime) -> datetime:
        """The first open instant at or after `at`. Raises CalendarError if there's none."""
        instant = in_microseconds(at)
        for month in _months_from(self, at):
            after = bisect_right(month.ends, instant)
            if after < len(month.starts):
                return from_microseconds(max(month.starts[after], instant))
        raise _never_opens(self, at)

    def closes_at(self, at: datetime) -> datetime | None:
        """When the opening that holds `at`, or else the next one, ends; None if it never does."""
        if self.hours == _always_hours and not self.holidays:
            return None
        end: int | None = None
        opening = in_microseconds(self.next_open(at))
        for month in _months_from(self, from_microseconds(opening)):
            if end is not None and month.starts[:1] != [end]:
                return from_microseconds(end)
            end = month.ends[0 if end is not None else bisect_right(month.ends, opening)]
            if end < month.until:
                return from_microseconds(end)
        return None

    def add_working(self, start: datetime, minutes: float) -> datetime:
        """The earliest instant by which `minutes` of business time have passed since `start`.

        No minutes is `start` itself; a day's last minute ends when the place closes. Raises
        CalendarError for a negative span, and for one that a hundred years don't hold.
        """
        if not (math.isfinite(minutes) and minutes >= 0):
            raise CalendarError(f"{minutes} minutes can't be added; give zero or more")
        left, instant = round(minutes * _MINUTE), in_microseconds(start)
        if left == 0:
            return from_microseconds(instant)
        for month in _months_from(self, start):
            target = month.open_until(instant) + left
            if target <= month.total:
                return from_microseconds(month.when(target))
            left = target - month.total
        raise _never_opens(self, start, minutes)

    def working_minutes(self, a: datetime, b: datetime) -> float:
        """Minutes of business time from `a` to `b`; negative where `b` is before `a`."""
        since, until = in_microseconds(a), in_microseconds(b)
        if until < since:
            return -self.working_minutes(b, a)
        total = 0
        for month in _months_from(self, a):
            total += month.open_until(until) - month.open_until(since)
            if until <= month.until:
                return total / _MINUTE
        raise CalendarError(f"from {a:%Y-%m-%d} to {b:%Y-%m-%d} is more than a hundred years")


@dataclass(frozen=True, slots=True)
class _Month:
    """The openings of one UTC month, cut at its edges, in microseconds since 1970."""

    until: int
    starts: list[int]
    ends: list[int]
    passed: list[int]  # business time before each opening
    total: int

    def open_at(self, instant: int) -> bool:
        place = bisect_right(self.starts, instant) - 1
        return place >= 0 and instant < self.ends[place]

    def open_until(self, instant: int) -> int:
        """Business time from the month's beginning to `instant`."""
        place = bisect_right(self.starts, instant) - 1
        if place < 0:
            return 0
        return self.passed[place] + min(instant, self.ends[place]) - self.starts[place]

    def when(self, target: int) -> int:
        """The instant at which `target` (more than 0, at most `total`) has passed."""
        place = bisect_left(self.passed, target) - 1
        return self.starts[place] + target - self.passed[place]


@lru_cache(maxsize=2048)
def _month(calendar: Calendar, year: int, month: int) -> _Month:
    since = in_microseconds(datetime(year, month, 1, tzinfo=UTC))
    until = in_microseconds(_next_month(year, month))
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(_openings(calendar, year, month)):
        start, end = max(start, since), min(end, until)
        if start >= end:
            continue
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    passed, total = [], 0
    for start, end in zip(starts, ends, strict=True):
        passed.append(total)
        total += end - start
    return _Month(until, starts, ends, passed, total)


def _openings(calendar: Calendar, year: int, month: int) -> Iterator[tuple[int, int]]:
    """The shifts that start in the month or within two days of it, wherever its days begin."""
    zone = zone_named(calendar.zone)
    day = date(year, month, 1) - 2 * _DAY
    last = _next_month(year, month).date() + 2 * _DAY
    while day <= last:
        shifts = calendar.hours[day.weekday()]
        if shifts and not calendar.is_holiday(day):
            for opens, closes in shifts:
                end_day = day if closes > opens else day + _DAY
                yield (
                    first_showing(datetime.combine(day, opens), zone),
                    first_showing(datetime.combine(end_day, closes), zone),
                )
        day += _DAY


def _months_from(calendar: Calendar, at: datetime) -> Iterator[_Month]:
    at = at.astimezone(UTC)
    first = at.year * 12 + at.month - 1
    for number in range(first, first + _HORIZON):
        year, month = divmod(number, 12)
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            return
        yield _month(calendar, year, month + 1)


def _next_month(year: int, month: int) -> datetime:
    return datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)


def _check_hours(hours: Hours) -> None:
    for day, shifts in hours.items():
        if day not in range(7):
            raise CalendarError(f"{day!r} is no weekday; 0 is Monday and 6 is Sunday")
        if any(moment.tzinfo is not None for shift in shifts for moment in shift):
            raise CalendarError("hours are the wall clock's; give times without a zone")
    if not any(hours.values()):
        raise CalendarError("this calendar is never open; give at least one weekday some hours")


def _never_opens(calendar: Calendar, at: datetime, minutes: float = 0) -> CalendarError:
    wanted = f"for {minutes:g} minutes " if minutes else ""
    return CalendarError(
        f"the calendar of {calendar.zone} isn't open {wanted}within a hundred years"
        f" of {at:%Y-%m-%d}; look at its hours and holidays"
    )


_always_hours = tuple((WHOLE_DAY,) for _ in range(7))
