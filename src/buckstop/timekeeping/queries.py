"""What was noted."""

from datetime import date

from django.db.models import QuerySet, Sum

from buckstop.problems.models import Problem
from buckstop.timekeeping.models import TimeSpent


def noted() -> "QuerySet[TimeSpent]":
    """All that counts, with what its lines say."""
    rows = TimeSpent.objects.filter(removed_at=None)
    return rows.select_related("problem", "case__customer", "case__contact", "person", "what")


def between(begins: date, ends: date) -> "QuerySet[TimeSpent]":
    """Of the days from `begins` until before `ends`, by customer and day."""
    rows = noted().filter(day__gte=begins, day__lt=ends)
    return rows.order_by("case__customer__name", "day", "pk")


def of_problem(problem: Problem) -> int:
    """The minutes noted on a problem."""
    rows = TimeSpent.objects.filter(problem=problem, removed_at=None)
    return rows.aggregate(all=Sum("minutes"))["all"] or 0
