"""What seldom stands on a problem's page: one question, whether any of it is there."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from buckstop.conversations.models import Scheduled
from buckstop.kit.reading import Given, reading
from buckstop.prevention.models import Because, Review
from buckstop.problems.models import Problem
from buckstop.services.queries import services
from buckstop.signals.models import BurstCase


@dataclass(frozen=True, slots=True)
class Above:
    """Whether the house knows services, and whether this problem has causes, a review, reports
    that are like one of its, and something that leaves later."""

    services: bool = False
    causes: bool = False
    review: bool = False
    burst: bool = False
    later: bool = False


def above(problem: Problem) -> Above:
    """Read anew."""
    found = _above.first(problem=problem.pk)
    return Above(*found) if found else Above()


@reading
def _above() -> "QuerySet[Problem, tuple[bool, bool, bool, bool, bool]]":
    its = {"problem": OuterRef("pk")}
    return Problem.objects.filter(pk=Given("problem")).values_list(
        Exists(services()),
        Exists(Because.objects.filter(until=None, **its)),
        Exists(Review.objects.filter(**its)),
        Exists(BurstCase.objects.filter(case__problem=OuterRef("pk"))),
        Exists(Scheduled.objects.filter(ended_at=None, **its)),
    )
