"""What a roster is made of: weekly shifts, rotations, and who is there instead of whom. Pure.

Every row holds what a clock on the wall shows, in the roster's zone or the layer's own. `since` and
`until` are the instants between which a row is in force: what was changed today leaves yesterday as
it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from buckstop.coverage.rules import wall_clock

EVER = (datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC))
_DAY = timedelta(days=1)


class Turn(NamedTuple):
    """What one layer asks of one person: to be there from an instant to another.

    `layer` and `day` tell it from every other: the row that it comes from, and the date on which
    it starts by the clock on the wall.
    """

    layer: UUID
    day: date
    person: UUID
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Weekly:
    """Every week on `weekday` (0 is Monday) from `starts` to `ends`; past midnight if not later."""

    key: UUID
    person: UUID
    weekday: int
    starts: time
    ends: time
    since: datetime = EVER[0]
    until: datetime = EVER[1]
    zone: str = ""  # where not the roster's

    def turns(self, start: datetime, end: datetime, zone: str) -> Iterator[Turn]:
        """The turns that share an instant with the time from `start` to `end`."""
        zone = self.zone or zone
        day = wall_clock.shows(start, zone).date() - _DAY
        day += timedelta(days=(self.weekday - day.weekday()) % 7)
        last = wall_clock.shows(end, zone).date()
        over = _DAY if self.ends <= self.starts else timedelta()
        ever = self.since is EVER[0] and self.until is EVER[1]
        while day <= last:
            starts = wall_clock.first(datetime.combine(day, self.starts), zone)
            ends = wall_clock.last(datetime.combine(day + over, self.ends), zone)
            if not ever:
                starts, ends = max(starts, self.since), min(ends, self.until)
            if starts < end and start < ends and starts < ends:
                yield Turn(self.key, day, self.person, starts, ends)
            day += timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Rotation:
    """One after the other, each for `days` days; the first from `begins` at `hands_over`.

    The weekday on which a weekly rotation hands over is that of `begins`. It hands over at the
    first instant that shows its time, so that the next is there when the one before goes.
    """

    key: UUID
    people: tuple[UUID, ...]
    begins: date
    hands_over: time
    days: int
    since: datetime = EVER[0]
    until: datetime = EVER[1]
    zone: str = ""  # where not the roster's

    def turns(self, start: datetime, end: datetime, zone: str) -> Iterator[Turn]:
        """The turns that share an instant with the time from `start` to `end`."""
        zone = self.zone or zone
        first_day = wall_clock.shows(start, zone).date()
        number = max((first_day - self.begins).days // self.days - 1, 0)
        last = wall_clock.shows(end, zone).date()
        while self.people and self._day(number) <= last:
            day = self._day(number)
            starts, ends = (self._change(d, zone) for d in (day, self._day(number + 1)))
            starts, ends = max(starts, self.since), min(ends, self.until)
            if starts < end and start < ends and starts < ends:
                yield Turn(self.key, day, self.people[number % len(self.people)], starts, ends)
            number += 1

    def _day(self, number: int) -> date:
        return self.begins + timedelta(days=number * self.days)

    def _change(self, day: date, zone: str) -> datetime:
        return wall_clock.first(datetime.combine(day, self.hands_over), zone)


@dataclass(frozen=True, slots=True)
class Override:
    """`person` instead of `instead_of`, from `starts` to `ends` by the clock on the wall.

    Where `instead_of` is None, `person` is there besides.
    """

    person: UUID
    instead_of: UUID | None
    starts: datetime
    ends: datetime
    since: datetime = EVER[0]
    until: datetime = EVER[1]


@dataclass(frozen=True, slots=True)
class Cover:
    """The turn of a layer that starts on a day is `person`'s: it moves along with the turn."""

    layer: UUID
    day: date
    person: UUID


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody isn't there from `starts` to `ends` by the clock on the wall, perhaps a stand-in."""

    person: UUID
    starts: datetime
    ends: datetime
    stand_in: UUID | None = None
    since: datetime = EVER[0]
    until: datetime = EVER[1]


@dataclass(frozen=True, slots=True)
class Rows:
    """One roster as it is kept, and whom of its people can be on duty at all: `able`."""

    zone: str
    layers: tuple[Weekly | Rotation, ...] = ()
    overrides: tuple[Override, ...] = ()
    covers: tuple[Cover, ...] = ()
    absences: tuple[Absence, ...] = ()
    able: frozenset[UUID] = field(default_factory=frozenset)
