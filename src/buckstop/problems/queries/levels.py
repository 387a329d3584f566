"""The times that we keep: those of the service levels of whoever waits."""

from uuid import UUID

from buckstop.coverage import queries as coverage
from buckstop.coverage.rules.levels import Levels, Need
from buckstop.coverage.service_times import ServiceTimes
from buckstop.people.models import Customer
from buckstop.problems.about import services_of
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import WAITING


def times_for(problem: Problem, levels: Levels | None = None) -> ServiceTimes:
    """The times for a problem: the strictest of its waiting customers' levels.

    `levels` saves a query; with one level, or where no tier makes a difference, it is the last.
    """
    levels = levels or coverage.levels()
    tiers = tiers_of(problem) if levels.by_tier else {""}
    services = about(problem, levels)
    return levels.times(Need(tier, problem.hurts, problem.kind, services) for tier in sorted(tiers))


def about(problem: Problem, levels: Levels) -> frozenset[UUID]:
    """The services that a problem is about, where any level asks for them."""
    return services_of(problem.pk) if levels.by_service else frozenset()


def tiers_of(problem: Problem, *, but_not: Case | None = None) -> set[str]:
    """The tiers of the customers who wait; an empty one where nobody's is said."""
    waiting = Case.objects.filter(problem=problem, state__in=WAITING)
    waiting = waiting.exclude(pk=but_not.pk) if but_not else waiting
    return {tier or "" for tier in waiting.values_list("customer__tier", flat=True)} or {""}


def times_of_case(case: Case, levels: Levels | None = None) -> ServiceTimes:
    """The times for one customer's case, whoever else waits."""
    levels = levels or coverage.levels()
    return levels.times([need_of(case.customer, case.problem, levels)])


def need_of(customer: Customer | None, problem: Problem, levels: Levels) -> Need:
    """What a customer's level on a problem is chosen by."""
    tier = customer.tier if customer else ""
    return Need(tier, problem.hurts, problem.kind, about(problem, levels))
