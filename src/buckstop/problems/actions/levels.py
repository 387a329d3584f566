"""Part of verbs: the times of the service level that is for a problem."""

from dataclasses import replace
from uuid import UUID

from buckstop.coverage import queries as coverage
from buckstop.coverage.rules.levels import Levels, Need
from buckstop.coverage.service_times import ServiceTimes
from buckstop.ledger.transaction import Act
from buckstop.people.models import Customer
from buckstop.problems.models import Case, Problem
from buckstop.problems.queries import levels as queries


def times_for(act: Act, problem: Problem, levels: Levels | None = None) -> ServiceTimes:
    """The times for a problem: the strictest of its waiting customers' levels."""
    levels = levels or act.once(coverage.levels)
    if levels.by_need:
        act.flush()  # whose cases they are is read
    return queries.times_for(problem, levels)


def times_of_case(act: Act, case: Case) -> ServiceTimes:
    """The times of one customer's own level, whoever else waits."""
    levels = act.once(coverage.levels)
    if levels.by_need:
        act.flush()
    return queries.times_of_case(case, levels)


def times_for_new(act: Act, levels: Levels, need: Need, *, customer: UUID | None) -> ServiceTimes:
    """The times for a problem that opens, of a customer if somebody knows which."""
    if customer and levels.by_tier:
        [found] = act.rows(Customer.objects.filter(pk=customer))
        need = replace(need, tier=found.tier)
    return levels.times([need])


def times_beside_others(act: Act, problem: Problem, case: Case) -> ServiceTimes | None:
    """The times for `case`, where its level is for nobody else who waits; else None."""
    levels = act.once(coverage.levels)
    if not (levels.by_tier or levels.by_address):
        return None
    act.flush()
    need = queries.need_of(case, problem, levels)
    others = queries.needs_of(problem, levels, but_not=case)
    theirs = levels.level(need)
    return None if theirs in map(levels.level, others) else levels.times([need])
