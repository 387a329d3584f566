"""A way to foresee that learns, tried on what came later: used only where it is surely better than
what the like say. Pure; whoever learns is given."""

from bisect import bisect_right, insort
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from buckstop.forecasts.rules.ranges import ENOUGH, Range, foreseen, loss
from buckstop.forecasts.rules.record import Record, record

TRIED = 0.25
"""The share of the newest on which it is tried."""
WORTH = 0.05
"""The share of the loss that must be saved at least: less isn't worth what nobody can explain."""
LEAST = 200
"""Examples, below which nothing is learned."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a problem as it is opened: `running` are how many others were open."""

    kind: str
    hurts: int
    team: str
    hour: int
    weekday: int
    running: int


@dataclass(frozen=True, slots=True)
class Example:
    """One that ended: when it was opened, in how many minutes it did."""

    opened: datetime
    facts: Facts
    took: float

    @property
    def ended(self) -> datetime:
        """When it was known how long it took."""
        return self.opened + timedelta(minutes=self.took)


type Foresee = Callable[[Facts], Range | None]
type Learn = Callable[[Sequence[Example]], Foresee]


@dataclass(frozen=True, slots=True)
class Learned:
    """What foresees now, and how it did on what came later, beside the like."""

    foresee: Foresee
    tried: Record


def learned(examples: Sequence[Example], learn: Learn) -> Learned | None:
    """Learned from all, where what was learned from the older ones alone was surely better on the
    newest: at their opening nothing was known that ended later. None where it wasn't."""
    if len(examples) < LEAST:
        return None
    ordered = sorted(examples, key=lambda one: one.opened)
    later = ordered[int(len(ordered) * (1 - TRIED)) :]
    known = [one for one in ordered if one.ended < later[0].opened]
    if len(known) < LEAST // 2:
        return None
    new, old = learn(known), of_the_like(known)
    tried = record(list(_losses(later, new, old)))
    if tried is None or not tried.better or tried.gain < WORTH:
        return None
    return Learned(learn(ordered), tried)


def of_the_like(examples: Sequence[Example]) -> Foresee:
    """What the like say: the narrowest of whom there are enough."""
    groups: dict[tuple[Hashable, ...], list[float]] = {}
    for one in examples:
        for likeness in _likenesses(one.facts):
            groups.setdefault(likeness, []).append(one.took)
    said = {key: foreseen(took) for key, took in groups.items() if len(took) >= ENOUGH}
    return lambda facts: next((r for key in _likenesses(facts) if (r := said.get(key))), None)


def running_at(spans: Sequence[tuple[datetime, datetime]]) -> list[int]:
    """Of spans in the order of their beginning: how many others ran as each began."""
    ends: list[datetime] = []
    found = []
    for begins, until in spans:
        found.append(len(ends) - bisect_right(ends, begins))
        insort(ends, until)
    return found


def _likenesses(facts: Facts) -> Sequence[tuple[Hashable, ...]]:
    kind, hurts = facts.kind, facts.hurts
    return ((kind, hurts, facts.team), (kind, hurts), (kind,), ())


def _losses(later: Sequence[Example], new: Foresee, old: Foresee) -> list[tuple[float, float]]:
    found = []
    for one in later:
        said, before = new(one.facts), old(one.facts)
        if said is not None and before is not None:
            found.append((loss(one.took, said), loss(one.took, before)))
    return found
