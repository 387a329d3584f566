"""The times that we keep: those of the service levels of whoever waits."""

from uuid import UUID

from buckstop.coverage import queries as coverage
from buckstop.coverage.rules.levels import Levels, Need
from buckstop.coverage.service_times import ServiceTimes
from buckstop.problems.about import services_of
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import WAITING


def times_for(problem: Problem, levels: Levels | None = None) -> ServiceTimes:
    """The times for a problem: the strictest of its waiting customers' levels.

    `levels` saves a query; with one level, or where no tier makes a difference, it is the last.
    """
    levels = levels or coverage.levels()
    return levels.times(needs_of(problem, levels))


def needs_of(problem: Problem, levels: Levels, *, but_not: Case | None = None) -> list[Need]:
    """What the levels of those who wait are chosen by; one of nobody where nobody waits."""
    services, sides = about(problem, levels), {("", "")}
    if levels.by_tier or levels.by_address:
        sides = _sides(problem, but_not) or sides
    return [
        Need(tier, problem.hurts, problem.kind, services, address)
        for tier, address in sorted(sides)
    ]


def about(problem: Problem, levels: Levels) -> frozenset[UUID]:
    """The services that a problem is about, where any level asks for them."""
    return services_of(problem.pk) if levels.by_service else frozenset()


def _sides(problem: Problem, but_not: Case | None) -> set[tuple[str, str]]:
    """The tiers of the customers who wait, empty where none is said, and where they wrote to."""
    waiting = Case.objects.filter(problem=problem, state__in=WAITING)
    waiting = waiting.exclude(pk=but_not.pk) if but_not else waiting
    found = waiting.values_list("customer__tier", "address")
    return {(tier or "", address) for tier, address in found}


def times_of_case(case: Case, levels: Levels | None = None) -> ServiceTimes:
    """The times for one customer's case, whoever else waits."""
    levels = levels or coverage.levels()
    return levels.times([need_of(case, case.problem, levels)])


def need_of(case: Case, problem: Problem, levels: Levels) -> Need:
    """What a customer's level on a problem is chosen by."""
    tier = case.customer.tier if case.customer else ""
    return Need(tier, problem.hurts, problem.kind, about(problem, levels), case.address)
