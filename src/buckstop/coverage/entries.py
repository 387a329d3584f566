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
