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
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.case import CaseState
from buckstop.problems.models.commitment import NEWS, CommitmentState
from buckstop.problems.models.problem import Hurt, Kind, State

RUNNING = "running"  # a state to look for: open or fixed
PAGE = 50
COUNTED = 1000  # beyond it a list says "more than 1,000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which problems: every filter is empty where it isn't set."""

    state: str = ""
    kind: str = ""
    owner: UUID | None = None
    customer: UUID | None = None
    hurts: int | None = None


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
    """One page of a list; `older` leads to the next one."""

    rows: list[Problem]
    older: Cursor | None


def matching(actor: Actor, wanted: Wanted) -> "QuerySet[Problem]":
    """Every problem that `actor` may see and that fits the filters."""
    rows = Problem.objects.visible_to(actor)
    if wanted.state == RUNNING:
        rows = rows.running()
    elif wanted.state in State.values:
        rows = rows.filter(state=wanted.state)
    if wanted.kind in Kind.values:
        rows = rows.filter(kind=wanted.kind)
    if wanted.owner:
        rows = rows.filter(owner=wanted.owner)
    if wanted.hurts is not None:
        rows = rows.filter(hurts=wanted.hurts)
    if wanted.customer:
        theirs = Case.objects.filter(customer=wanted.customer).exclude(state=CaseState.VOID)
        rows = rows.filter(pk__in=theirs.values("problem"))
    return rows


def newest(rows: "QuerySet[Problem]", *, after: Cursor | None = None, limit: int = PAGE) -> Listed:
    """A page, newest first."""
    found = list(in_order(rows, after)[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return Listed(found[:limit], Cursor(last.opened_at, last.pk) if last else None)


def in_order(rows: "QuerySet[Problem]", after: Cursor | None) -> "QuerySet[Problem]":
    """Newest first, with their owners; behind `after`, where it is given."""
    if after:
        same = Q(opened_at=after.opened_at, pk__lt=after.id)
        rows = rows.filter(opened_at__lte=after.opened_at).filter(
            Q(opened_at__lt=after.opened_at) | same
        )
    return rows.select_related("owner").order_by("-opened_at", "-pk")


def page(actor: Actor, wanted: Wanted, *, after: Cursor | None = None) -> Listed:
    """A page of what `actor` may see and fits, as `newest` of `matching` is, by a statement that
    was compiled before."""
    values = {"viewer": actor.id, "owner": wanted.owner, "customer": wanted.customer}
    if after:
        values |= {"opened_at": after.opened_at, "id": after.id}  # type: ignore[dict-item]
    found = _page(actor.kind, actor.role, _shape(wanted), after is not None, **values)
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Listed(found[:PAGE], Cursor(last.opened_at, last.pk) if last else None)


def with_keys(keys: list[UUID]) -> list[Problem]:
    """These problems, newest first, with their owners."""
    return _with_keys(keys=keys) if keys else []


@reading
def _with_keys() -> "QuerySet[Problem]":
    return in_order(Problem.objects.filter(Among("pk", Given("keys"))), None)


def counted(actor: Actor, wanted: Wanted) -> int:
    """How many of these there are, at most one more than COUNTED."""
    values = {"viewer": actor.id, "owner": wanted.owner, "customer": wanted.customer}
    return _some.count(actor.kind, actor.role, _shape(wanted), **values)


_SOMEBODY = UUID(int=0)


def _shape(wanted: Wanted) -> Wanted:
    """The same filters with nobody's keys; what filters nothing is left out."""
    return Wanted(
        state=wanted.state if wanted.state in (RUNNING, *State.values) else "",
        kind=wanted.kind if wanted.kind in Kind.values else "",
        owner=wanted.owner and _SOMEBODY,
        customer=wanted.customer and _SOMEBODY,
        hurts=wanted.hurts if wanted.hurts in Hurt.values else None,
    )


def _given(kind: ActorKind, role: str, shape: Wanted) -> "QuerySet[Problem]":
    given: Any = Given
    keys = {name: given(name) for name in ("owner", "customer") if getattr(shape, name)}
    return matching(Actor(kind, given("viewer"), role=role), replace(shape, **keys))


@reading
def _page(kind: ActorKind, role: str, shape: Wanted, after: bool) -> "QuerySet[Problem]":
    given: Any = Given
    cursor = Cursor(given("opened_at"), given("id")) if after else None
    return in_order(_given(kind, role, shape), cursor)[: PAGE + 1]


@reading
def _some(kind: ActorKind, role: str, shape: Wanted) -> "QuerySet[Problem, UUID]":
    return _given(kind, role, shape).order_by().values_list("pk", flat=True)[: COUNTED + 1]


def missed_before(problems: Iterable[UUID]) -> dict[UUID, datetime]:
    """Of these problems those whose promise was missed, nobody having spoken since: when it was
    due."""
    keys = list(set(problems))
    return dict(_missed_before(problems=keys)) if keys else {}


@reading
def _missed_before() -> "QuerySet[Commitment, tuple[UUID, datetime]]":
    owed = Commitment.objects.filter(Among("problem", Given("problems")), kind=NEWS, ended_at=None)
    missed = owed.filter(follows__state=CommitmentState.MISSED)
    return missed.values_list("problem", "follows__due")
