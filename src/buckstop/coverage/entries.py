"""What happens to the roster."""

from dataclasses import dataclass
from uuid import UUID

from buckstop.ledger.entries import Fact


@dataclass(frozen=True)
class RosterMade(
    Fact, code="roster-made", says="{by} made the roster; the buck stops with {person}"
):
    person: UUID


@dataclass(frozen=True)
class ShiftAdded(
    Fact, code="shift-added", says="{by} put {person} on shift: day {weekday}, {hours}"
):
    person: UUID
    weekday: int
    hours: str


@dataclass(frozen=True)
class ShiftDropped(Fact, code="shift-dropped", says="{by} took {person} off a shift"):
    person: UUID
    shift: UUID


@dataclass(frozen=True)
class BuckMoved(Fact, code="buck-moved", says="{by} said that the buck stops with {person}"):
    person: UUID


@dataclass(frozen=True)
class LimitSet(Fact, code="limit-set", says="{by} limited {person} to {limit} open problems"):
    person: UUID
    limit: int


@dataclass(frozen=True)
class ShiftPutBack(Fact, code="shift-put-back", says="{by} put {person} back on a shift"):
    person: UUID
    shift: UUID


@dataclass(frozen=True)
class RosterZoneSet(Fact, code="roster-zone-set", says="{by} set the roster’s time zone"):
    zone: str


@dataclass(frozen=True)
class HoursSet(Fact, code="hours-set", says="{by} set the service hours: {hours}"):
    hours: str
    weekdays: str
    zone: str


@dataclass(frozen=True)
class HolidaysSet(Fact, code="holidays-set", says="{by} set whose public holidays are days off"):
    country: str


@dataclass(frozen=True)
class DaySet(
    Fact,
    code="day-set",
    says="{by} made {day} {how}",
    words={"how": {"off": "a day off", "open": "a working day", "usual": "a day like others"}},
):
    day: str
    how: str


@dataclass(frozen=True)
class NewsTimesSet(
    Fact,
    code="news-times-set",
    says="{by} set how soon customers hear from us: {first}, {hurting}, {otherwise} minutes",
):
    first: int
    hurting: int
    otherwise: int
