"""Who has the relationship with whom."""

from uuid import UUID

from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import WAITING


def managers_of(problem: Problem) -> set[UUID | None]:
    """The account managers of the customers that wait on a problem."""
    waiting = Case.objects.filter(problem=problem, state__in=WAITING)
    found = waiting.filter(customer__manager__isnull=False)
    return set(found.values_list("customer__manager", flat=True))
