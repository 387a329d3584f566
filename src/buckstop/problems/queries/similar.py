"""Problems whose title is like what somebody wrote, running or solved."""

from typing import Any

from django.contrib.postgres.search import TrigramDistance
from django.db.models import F, QuerySet
from django.db.models.functions import Upper

from buckstop.kit.reading import Given, reading
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.problems.models import Problem
from buckstop.problems.models.case import CaseState
from buckstop.problems.models.problem import State

ALIKE = 0.3  # PostgreSQL's own threshold of similarity
LATELY = 1000  # problems
WELL = [CaseState.CONFIRMED, CaseState.ANSWERED]


def similar(
    text: str, *, actor: Actor, but_not: Problem | None = None, limit: int = 4
) -> list[Problem]:
    """The running problems whose title is most like `text`, at most `limit`.

    The nearest ones come straight from the index; asking for all that are alike would read every
    title that shares a common word.
    """
    said = " ".join(text.split())[:120].upper()
    rows: list[Any] = _nearest(actor.kind, actor.role, limit + 1, viewer=actor.id, said=said)
    near = [row for row in rows if row.apart <= 1 - ALIKE and row != but_not]
    return near[:limit]


@reading
def _nearest(kind: ActorKind, role: str, limit: int) -> "QuerySet[Problem]":
    viewer: Any = Given("viewer")
    said: Any = Given("said")
    rows: Any = Problem.objects.visible_to(Actor(kind, viewer, role=role)).running()
    apart = TrigramDistance(Upper(F("title")), said)
    nearest: QuerySet[Problem] = rows.annotate(apart=apart).order_by("apart")[:limit]
    return nearest


def solved_like(problem: Problem, *, actor: Actor, limit: int = 3) -> list[Problem]:
    """The problems like `problem` that customers called solved, or that were answered.

    Among the latest LATELY that ended, so that it takes no longer as they grow more: an index of
    all titles reads every one that shares a common word, which took 140 ms of 100,000.
    """
    said = " ".join(problem.title.split())[:120].upper()
    rows: list[Any] = _solved(actor.kind, actor.role, limit + 1, viewer=actor.id, said=said)
    return [row for row in rows if row.apart <= 1 - ALIKE and row != problem][:limit]


@reading
def _solved(kind: ActorKind, role: str, limit: int) -> "QuerySet[Problem]":
    viewer: Any = Given("viewer")
    said: Any = Given("said")
    seen = Problem.objects.visible_to(Actor(kind, viewer, role=role)).filter(state=State.CLOSED)
    lately = seen.order_by("-opened_at", "-pk").values("pk")[:LATELY]
    rows: Any = Problem.objects.filter(pk__in=lately, outcome__in=WELL)
    apart = TrigramDistance(Upper(F("title")), said)
    nearest: QuerySet[Problem] = rows.annotate(apart=apart).order_by("apart", "-pk")[:limit]
    return nearest
