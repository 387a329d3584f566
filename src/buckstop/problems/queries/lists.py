"""Lists of problems: filtered, in a stable order, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from buckstop.kit import clock
from buckstop.kit.reading import Among, Given, reading
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.models.commitment import NEWS
from buckstop.problems.models.problem import State
from buckstop.problems.queries.filters import (
    Sort,
    Wanted,
    filled,
    is_ordinary,
    matching,
    shape_of,
    sorted_by,
    values_of,
)
from buckstop.problems.queries.traits import Trait

PAGE = 50
COUNTED = 1000  # beyond it a list says "more than 1,000"


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of the page before: newest first, by opening and key."""

    opened_at: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{self.opened_at.isoformat()}~{self.id.hex}"

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """What `str` wrote; None where it is something else."""
        written, _, key = text.partition("~")
        at = clock.instant(written)
        try:
            return cls(at, UUID(key)) if at is not None else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list; `older` leads to the next one, or `behind`: so many rows come before."""

    rows: list[Problem]
    older: Cursor | None
    behind: int = 0


def newest(rows: "QuerySet[Problem]", *, after: Cursor | None = None, limit: int = PAGE) -> Listed:
    """A page, newest first."""
    found = list(in_order(rows, after)[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return Listed(found[:limit], Cursor(last.opened_at, last.pk) if last else None)


def in_order(rows: "QuerySet[Problem]", after: Cursor | None) -> "QuerySet[Problem]":
    """Newest first, with their owners; behind `after`, where it is given."""
    if after:
        rows = _after(rows, after)
    return rows.select_related("owner").order_by("-opened_at", "-pk")


def page(
    actor: Actor, wanted: Wanted, *, after: Cursor | None = None, behind: int = 0, limit: int = PAGE
) -> Listed:
    """A page of what `actor` may see and fits, in its order, by a statement compiled before.

    The newest first go on `after` a row, since new ones come in front of it; any other order goes
    on `behind` so many rows.
    """
    values = {"viewer": actor.id, **values_of(wanted)}
    if after:
        values |= {"after_opened": after.opened_at, "after_id": after.id}
    shape = shape_of(wanted)
    read = _page if is_ordinary(shape) and not behind and limit == PAGE else _page.plainly
    found = read(actor.kind, actor.role, shape, after is not None, behind, limit, **values)
    more = len(found) > limit
    last = found[limit - 1] if more else None
    by_row = wanted.sort == Sort.NEWEST
    return Listed(
        found[:limit],
        Cursor(last.opened_at, last.pk) if last and by_row else None,
        behind + limit if more and not by_row else 0,
    )


def _after(rows: "QuerySet[Problem]", after: Cursor) -> "QuerySet[Problem]":
    same = Q(opened_at=after.opened_at, pk__lt=after.id)
    rows = rows.filter(opened_at__lte=after.opened_at)
    return rows.filter(Q(opened_at__lt=after.opened_at) | same)


def with_keys(keys: list[UUID]) -> list[Problem]:
    """These problems, newest first, with their owners."""
    return _with_keys(keys=keys) if keys else []


@reading
def _with_keys() -> "QuerySet[Problem]":
    return in_order(Problem.objects.filter(Among("pk", Given("keys"))), None)


def counted(actor: Actor, wanted: Wanted) -> int:
    """How many of these there are, at most one more than COUNTED."""
    shape = shape_of(replace(wanted, sort=Sort.NEWEST, at=None))
    values = {"viewer": actor.id, **values_of(wanted)}
    if is_ordinary(shape):
        return _some.count(actor.kind, actor.role, shape, **values)
    return len(_some.plainly(actor.kind, actor.role, shape, **values))


def _fitting(kind: ActorKind, role: str, shape: Wanted) -> "QuerySet[Problem]":
    given: Any = Given
    return matching(Actor(kind, given("viewer"), role=role), filled(shape, Given))


@reading
def _page(
    kind: ActorKind, role: str, shape: Wanted, after: bool, behind: int, limit: int
) -> "QuerySet[Problem]":
    given: Any = Given
    rows = _fitting(kind, role, shape)
    if after:
        rows = _after(rows, Cursor(given("after_opened"), given("after_id")))
    return sorted_by(rows, filled(shape, Given))[behind : behind + limit + 1]


@reading
def _some(kind: ActorKind, role: str, shape: Wanted) -> "QuerySet[Problem, UUID]":
    return _fitting(kind, role, shape).order_by().values_list("pk", flat=True)[: COUNTED + 1]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many open problems there are of each sort that people look for most."""

    all: int = 0
    mine: int = 0
    missed: int = 0
    first_word: int = 0
    stalled: int = 0


def counts(actor: Actor, person: UUID) -> Counts:
    """Of the open problems that `actor` may see, each at most one more than COUNTED, so that it
    takes no longer the more there are; `mine`: whose owner is `person`."""
    traits = (Trait.MISSED, Trait.FIRST_WORD, Trait.STALLED)
    wanted = [Wanted(state=State.OPEN), Wanted(state=State.OPEN, owner=person)]
    wanted += [Wanted(state=State.OPEN, traits=frozenset({trait})) for trait in traits]
    shapes = [(actor.kind, actor.role, shape_of(one)) for one in wanted]
    return Counts(*_some.counts(shapes, viewer=actor.id, owner=person))


def missed_before(problems: Iterable[UUID]) -> dict[UUID, datetime]:
    """Of these problems those whose promise was missed, nobody having spoken since: when it was
    due."""
    keys = list(set(problems))
    return dict(_missed_before(problems=keys)) if keys else {}


@reading
def _missed_before() -> "QuerySet[Commitment, tuple[UUID, datetime]]":
    owed = Commitment.objects.filter(Among("problem", Given("problems")), kind=NEWS, ended_at=None)
    missed = owed.filter(after_miss=True)
    return missed.values_list("problem", "follows__due")
