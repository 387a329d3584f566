"""Problems whose title is like what somebody wrote, running or solved."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import TrigramDistance
from django.db.models import F, QuerySet
from django.db.models.functions import Upper

from buckstop.kit.reading import Among, Given, reading
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.problems.models import Problem
from buckstop.problems.models.case import ENDED_WELL
from buckstop.problems.models.problem import State
from buckstop.problems.rules.likeness import ALIKE, compared
from buckstop.problems.rules.routing import Solved

FURTHEST = 1 - ALIKE  # apart: the threshold from the other end
LATELY = 1000  # problems


def apart(said: Any, column: str = "title") -> TrigramDistance:
    """How far a title is from what is `compared`: 0 the same words, 1 no letters in common."""
    return TrigramDistance(Upper(F(column)), said)


def similar(
    text: str, *, actor: Actor, but_not: Problem | None = None, limit: int = 4
) -> list[Problem]:
    """The running problems whose title is most like `text`, at most `limit`.

    The nearest ones come straight from the index; asking for all that are alike would read every
    title that shares a common word.
    """
    said = compared(text)
    rows: list[Any] = _nearest(actor.kind, actor.role, limit + 1, viewer=actor.id, said=said)
    near = [row for row in rows if row.apart <= FURTHEST and row != but_not]
    return near[:limit]


@reading
def _nearest(kind: ActorKind, role: str, limit: int) -> "QuerySet[Problem]":
    viewer: Any = Given("viewer")
    said: Any = Given("said")
    rows: Any = Problem.objects.visible_to(Actor(kind, viewer, role=role)).running()
    nearest: QuerySet[Problem] = rows.annotate(apart=apart(said)).order_by("apart")[:limit]
    return nearest


def solved_like(
    problem: Problem, *, actor: Actor, but_not: Collection[UUID] = (), limit: int = 3
) -> list[Problem]:
    """The problems like `problem` that customers called solved, or that were answered.

    Among the latest LATELY that ended, so that it takes no longer as they grow more: an index of
    all titles reads every one that shares a common word, which took 140 ms of 100,000.
    """
    without = {problem.pk, *but_not}
    most, said = limit + len(without), compared(problem.title)
    rows: list[Any] = _solved(actor.kind, actor.role, most, viewer=actor.id, said=said)
    return [row for row in rows if row.apart <= FURTHEST and row.pk not in without][:limit]


def solved_lately(people: Collection[UUID]) -> list[Solved]:
    """What these people owned when customers called it solved; of the latest LATELY that ended."""
    if not people:
        return []
    return [Solved(*row) for row in _solved_by(people=list(people))]


@reading
def _solved_by() -> "QuerySet[Problem, tuple[UUID, int, str]]":
    ended = Problem.objects.filter(state=State.CLOSED, imported_at=None)
    lately = ended.order_by("-opened_at", "-pk").values("pk")[:LATELY]
    rows = Problem.objects.filter(pk__in=lately, outcome__in=ENDED_WELL)
    theirs = rows.filter(Among("owner", Given("people"))).order_by("-pk")
    return theirs.values_list("owner", "number", "title")


@reading
def _solved(kind: ActorKind, role: str, limit: int) -> "QuerySet[Problem]":
    viewer: Any = Given("viewer")
    said: Any = Given("said")
    seen = Problem.objects.visible_to(Actor(kind, viewer, role=role)).filter(state=State.CLOSED)
    lately = seen.order_by("-opened_at", "-pk").values("pk")[:LATELY]
    rows: Any = Problem.objects.filter(pk__in=lately, outcome__in=ENDED_WELL)
    nearest: QuerySet[Problem] = rows.annotate(apart=apart(said)).order_by("apart", "-pk")[:limit]
    return nearest
