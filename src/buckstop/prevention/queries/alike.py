"""Which known causes may lie behind a problem: a proposal by service and words, for a person."""

from uuid import UUID

from buckstop.prevention.models import Because
from buckstop.prevention.queries import Known, causes
from buckstop.prevention.rules.nearness import Told, order
from buckstop.problems.models import Problem
from buckstop.signals.models import ProblemService

MOST = 60  # causes to choose from


def nearest(problem: Problem) -> list[Known]:
    """The causes that there are, those that are most alike first."""
    known = causes()
    of = {key: one.cause.pk for one in known for key in one.family}
    rows = Because.objects.filter(cause__in=of, until=None)
    titles: dict[UUID, list[str]] = {}
    behind: dict[UUID, set[UUID]] = {}
    for cause, key, title in rows.values_list("cause", "problem", "problem__title"):
        titles.setdefault(of[cause], []).append(title)
        behind.setdefault(of[cause], set()).add(key)
    services = _services({problem.pk, *(key for keys in behind.values() for key in keys)})
    told = {
        one.cause.pk: Told(
            " ".join([str(one.cause), *titles.get(one.cause.pk, ())]),
            frozenset(
                service for key in behind.get(one.cause.pk, ()) for service in services.get(key, ())
            ),
        )
        for one in known
    }
    of_problem = Told(problem.title, frozenset(services.get(problem.pk, ())))
    ranked = {key: place for place, key in enumerate(order(of_problem, told))}
    return sorted(known, key=lambda one: ranked[one.cause.pk])[:MOST]


def _services(problems: set[UUID]) -> dict[UUID, set[UUID]]:
    rows = ProblemService.objects.filter(problem__in=problems, until=None)
    found: dict[UUID, set[UUID]] = {}
    for problem, service in rows.values_list("problem", "service"):
        found.setdefault(problem, set()).add(service)
    return found
