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
    zone: str = ""


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


@dataclass(frozen=True)
class RotationAdded(
    Fact, code="rotation-added", says="{by} let people take turns of {days} days from {begins}"
):
    rotation: UUID
    people: tuple[UUID, ...]
    begins: str
    hands_over: str
    days: int
    zone: str = ""


@dataclass(frozen=True)
class RotationEnded(Fact, code="rotation-ended", says="{by} ended a rotation"):
    rotation: UUID


@dataclass(frozen=True)
class OverrideAdded(
    Fact, code="override-added", says="{by} put {person} on duty from {starts} to {ends}"
):
    override: UUID
    person: UUID
    instead_of: UUID | None
    starts: str
    ends: str


@dataclass(frozen=True)
class OverrideRemoved(Fact, code="override-removed", says="{by} took an override back"):
    override: UUID


@dataclass(frozen=True)
class AbsenceAdded(
    Fact, code="absence-added", says="{by} noted that {person} is away from {starts} to {ends}"
):
    absence: UUID
    person: UUID
    stand_in: UUID | None
    starts: str
    ends: str


@dataclass(frozen=True)
class AbsenceRemoved(Fact, code="absence-removed", says="{by} took an absence of {person} back"):
    absence: UUID
    person: UUID


@dataclass(frozen=True)
class SwapOffered(
    Fact, code="swap-offered", says="{by} offered {taker} the turn of {giver} on {day}"
):
    swap: UUID
    layer: UUID
    day: str
    giver: UUID
    taker: UUID


@dataclass(frozen=True)
class SwapAccepted(Fact, code="swap-accepted", says="{by} accepted a turn that was offered"):
    swap: UUID


@dataclass(frozen=True)
class SwapDeclined(Fact, code="swap-declined", says="{by} declined a turn that was offered"):
    swap: UUID
