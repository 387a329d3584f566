"""What was noted."""

from datetime import date

from django.db.models import QuerySet, Sum

from buckstop.ledger.actor import Actor
from buckstop.people.roles import Capability, can
from buckstop.problems.models import Problem
from buckstop.timekeeping.models import TimeSpent


def between(begins: date, ends: date, *, actor: Actor) -> "QuerySet[TimeSpent]":
    """What counts of the days from `begins` until before `ends`, with what its lines say, by
    customer and day: everybody's for who leads and for programs, else one's own."""
    rows = TimeSpent.objects.filter(removed_at=None, day__gte=begins, day__lt=ends)
    if actor.is_person and not can(actor, Capability.LEAD):
        rows = rows.filter(person=actor.person)
    found = rows.select_related("problem", "case__customer", "case__contact", "person", "what")
    return found.order_by("case__customer__name", "day", "pk")


def of_problem(problem: Problem) -> int:
    """The minutes noted on a problem."""
    rows = TimeSpent.objects.filter(problem=problem, removed_at=None)
    return rows.aggregate(all=Sum("minutes"))["all"] or 0
