"""What leaders look at: figures of every team at once, whom it gets too much for, what is hardest.

A figure is counted by the very filters of the list behind it, so that the two can't differ. In a
house with many open problems whoever asks within two seconds reads the same figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, IntegerField, Q, QuerySet, Value

from buckstop.kit.reading import Given, reading
from buckstop.kit.sharing import Shared
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.people.roles import Capability, can
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.models.problem import Hurt, State
from buckstop.problems.queries.filters import (
    Sort,
    Wanted,
    filled,
    matching,
    shape_of,
    sorted_by,
    values_of,
)
from buckstop.problems.queries.traits import Trait
from buckstop.problems.queries.weighing import Weights

ALARMS_OVER = timedelta(hours=12)
MOST_ALARMS = 2  # that one person can bear in that time
HARDEST = 3
ASKS = 10
MANY = 5_000  # open problems, from which on counting them takes a while
SHARED_FOR = 2.0  # seconds

type PerTeam = Mapping[UUID | None, int]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many problems there are of each sort, by team; whom it gets too much for."""

    figures: "list[PerTeam]"
    loads: "list[Load]"

    @property
    def many(self) -> bool:
        return sum(self.figures[0].values()) >= MANY


_shared: Shared[Counted] = Shared(SHARED_FOR)


def counted(
    actor: Actor, figures: Sequence[Wanted], limits: Mapping[UUID, int], usual: int, at: datetime
) -> Counted:
    """All of them at once; the first of `figures` is of everything that is open."""

    def count() -> Counted:
        return Counted(per_team(actor, figures), stretched(limits, usual, at))

    if not can(actor, Capability.SEE_ALL):
        return count()
    return _shared.of(tuple(shape_of(one) for one in figures), count, worth=lambda one: one.many)


def per_team(actor: Actor, figures: Sequence[Wanted]) -> list[PerTeam]:
    """How many problems there are of each sort, by team (None: the service desk); in one query.

    All of them are of one instant: what `today` and `soon` are, the first says for all.
    """
    shapes = tuple(shape_of(one) for one in figures)
    values = {"viewer": actor.id, **values_of(figures[0])}
    found: list[dict[UUID | None, int]] = [{} for _ in figures]
    for place, team, count in _per_team(actor.kind, actor.role, shapes, **values):
        found[place][team] = count
    return list(found)


@reading
def _per_team(
    kind: ActorKind, role: str, shapes: tuple[Wanted, ...]
) -> "QuerySet[Problem, tuple[int, UUID | None, int]]":
    given: Any = Given
    actor = Actor(kind, given("viewer"), role=role)
    counted = [
        matching(actor, filled(shape, Given))
        .order_by()
        .annotate(place=Value(place, output_field=IntegerField()))
        .values("place", "team")
        .annotate(count=Count("pk"))
        .values_list("place", "team", "count")
        for place, shape in enumerate(shapes)
    ]
    return counted[0].union(*counted[1:], all=True)


@dataclass(frozen=True, slots=True)
class Load:
    """What one person has: how many problems, and how many that stop customers came lately."""

    person: UUID
    owned: int
    alarms: int


def stretched(limits: Mapping[UUID, int], usual: int, at: datetime) -> list[Load]:
    """Who has as many problems as they may be routed, and who got alarms.

    `limits` are those of people on a roster, `usual` that of anybody else. In no order.
    """
    least = min([*limits.values(), usual])
    alarm = Q(hurts=Hurt.BADLY, owner_since__gte=at - ALARMS_OVER)
    running = Problem.objects.running().order_by().values("owner")
    counted = running.annotate(owned=Count("pk"), alarms=Count("pk", filter=alarm))
    too_much = counted.filter(Q(owned__gte=least) | Q(alarms__gt=0))
    rows = too_much.values_list("owner", "owned", "alarms")
    found = [Load(*row) for row in rows]
    return [one for one in found if one.owned >= limits.get(one.person, usual) or one.alarms]


def hardest(actor: Actor, at: datetime, weights: Weights = ()) -> list[Problem]:
    """What waiting costs customers most, of what is open and hasn't moved; with its owners."""
    stands = frozenset({Trait.STANDS})
    wanted = Wanted(state=State.OPEN, traits=stands, sort=Sort.COST, at=at, weights=weights)
    values = {"viewer": actor.id, **values_of(wanted)}
    return _hardest(actor.kind, actor.role, shape_of(wanted), **values)


@reading
def _hardest(kind: ActorKind, role: str, shape: Wanted) -> "QuerySet[Problem]":
    given: Any = Given
    rows = matching(Actor(kind, given("viewer"), role=role), filled(shape, Given))
    return sorted_by(rows, filled(shape, Given))[:HARDEST]


def asked_of(person: UUID) -> list[Commitment]:
    """What somebody was asked and hasn't answered, what is due first in front."""
    return _asked_of(person=person)


@reading
def _asked_of() -> "QuerySet[Commitment]":
    rows = Commitment.objects.filter(debtor=Given("person"), ended_at=None)
    asked = rows.filter(state=CommitmentState.REQUESTED).order_by("due").values("pk")[:ASKS]
    first = Commitment.objects.filter(pk__in=asked).select_related("problem", "creditor")
    return first.order_by("due")
