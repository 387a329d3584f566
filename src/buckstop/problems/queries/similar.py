"""Problems whose title is like what somebody wrote, running or solved."""

from collections.abc import Callable, Collection, Sequence
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
from buckstop.problems.rules.likeness import ALIKE, compared, rarely_alike
from buckstop.problems.rules.routing import Solved

FURTHEST = 1 - ALIKE  # apart: the threshold from the other end
NEAREST = 50  # of them, those are sought that share what is rare
LATELY = 1000  # problems
type Alike = Callable[[str, Sequence[str]], list[float]]
"""How alike what is said each of some titles is."""
SHOWN = ("number", "title", "state", "outcome")


def apart(said: Any, column: str = "title") -> TrigramDistance:
    """How far a title is from what is `compared`: 0 the same words, 1 no letters in common."""
    return TrigramDistance(Upper(F(column)), said)


def similar(
    text: str, *, actor: Actor, but_not: Problem | None = None, limit: int = 4
) -> list[Problem]:
    """The running problems whose title is most like `text`, at most `limit`, as lists show them.

    The nearest ones come straight from the index; asking for all that are alike would read every
    title that shares a common word.
    """
    said = compared(text)
    rows = _nearest(actor.kind, actor.role, viewer=actor.id, said=said)
    near = [row for row in rows if row != but_not]
    return [one for one, alike in most_alike(said, near) if alike >= ALIKE][:limit]


def most_alike(
    said: str, nearest: Sequence[Problem], how: Alike = rarely_alike
) -> list[tuple[Problem, float]]:
    """Of the problems nearest to what is `compared`, how alike each is, the most first."""
    alike = how(said, [one.title for one in nearest])
    return sorted(zip(nearest, alike, strict=True), key=lambda each: -each[1])


def nearest_to(said: Any, rows: "QuerySet[Problem]") -> "QuerySet[Problem]":
    """Those of `rows` whose titles are nearest to what is `compared`, whatever letters are rare."""
    nearest = rows.annotate(apart=apart(said)).order_by("apart", "-pk")
    return nearest.only(*SHOWN)[:NEAREST]


@reading
def _nearest(kind: ActorKind, role: str) -> "QuerySet[Problem]":
    viewer: Any = Given("viewer")
    rows: Any = Problem.objects.visible_to(Actor(kind, viewer, role=role)).running()
    return nearest_to(Given("said"), rows)


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
