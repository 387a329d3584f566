"""Reads: of which problems a signal or a customer told us first."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q

from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import CaseHow, CaseState
from buckstop.problems.models.problem import Kind
from buckstop.services.models import Service
from buckstop.services.queries import Needs
from buckstop.signals.models import Episode, ProblemService, Taught
from buckstop.signals.rules.firsts import Known


@dataclass(frozen=True, slots=True)
class Counted:
    """One problem that counts: its services by name, what was known of it when, and the signal
    that stood there, where one did."""

    problem: Problem
    services: tuple[str, ...]
    known: Known
    stood: Episode | None


def counted(*, since: datetime) -> list[Counted]:
    """The problems since then that are about a service or that a signal showed, the newest
    first."""
    about = Q(services__isnull=False) | Q(episodes__isnull=False)
    rows = Problem.objects.filter(about, kind=Kind.PROBLEM, opened_at__gte=since, imported_at=None)
    problems = list(rows.distinct().order_by("-opened_at", "-pk"))
    keys = [one.pk for one in problems]
    signalled = _at(Episode.objects.filter(problem__in=keys), "began_at")
    cases = Case.objects.filter(problem__in=keys).exclude(
        Q(how=CaseHow.TOLD) | Q(state=CaseState.VOID)
    )
    reported = _at(cases, "opened_at")
    named, names = _services(keys)
    standing = _Standing(since=min(reported.values(), default=since))
    found = []
    for one in problems:
        signal_at, customer_at = signalled.get(one.pk), reported.get(one.pk)
        if signal_at is None and customer_at is None:
            continue  # one of us raised it
        stood = standing.at(customer_at, named[one.pk], one) if customer_at is not None else None
        known = Known(signal_at, customer_at, stood.began_at if stood else None)
        services = tuple(sorted(names[key] for key in named[one.pk]))
        found.append(Counted(one, services, known, stood))
    return found


@dataclass(frozen=True, slots=True)
class ForNothing:
    """A signal that opened problems which came to nothing: how often, and its newest episode."""

    episode: Episode
    times: int


def for_nothing(*, since: datetime) -> list[ForNothing]:
    """Signals whose problems ended with no customer, the most often first; not those of which it
    was said that they open none."""
    rows = Episode.objects.filter(problem__outcome="unreported", began_at__gte=since)
    rows = rows.exclude(
        Exists(
            Taught.objects.filter(
                source=OuterRef("source"), fingerprint=OuterRef("fingerprint"), until=None
            )
        )
    )
    found: dict[tuple[UUID, str], list[Episode]] = defaultdict(list)
    for row in rows.select_related("source").order_by("-began_at", "-pk"):
        found[row.source_id, row.fingerprint].append(row)
    each = [ForNothing(rows[0], len({row.problem_id for row in rows})) for rows in found.values()]
    return sorted(each, key=lambda one: -one.times)[:10]


def _at(rows: object, column: str) -> dict[UUID, datetime]:
    """The first of them, by problem."""
    firsts = rows.values("problem").annotate(at=Min(column))  # type: ignore[attr-defined]
    return {row["problem"]: row["at"] for row in firsts}


def _services(problems: Collection[UUID]) -> tuple[dict[UUID, set[UUID]], dict[UUID, str]]:
    named: dict[UUID, set[UUID]] = defaultdict(set)
    rows = ProblemService.objects.filter(problem__in=problems, until=None)
    for problem, service in rows.values_list("problem", "service"):
        named[problem].add(service)
    keys = {key for each in named.values() for key in each}
    return named, dict(Service.objects.filter(pk__in=keys).values_list("pk", "name"))


class _Standing:
    """The signals that stood there at any time since, read once."""

    def __init__(self, since: datetime) -> None:
        rows = Episode.objects.filter(
            Q(ended_at=None) | Q(ended_at__gt=since), service__isnull=False
        ).select_related("source")
        self._episodes: dict[UUID, list[Episode]] = defaultdict(list)
        for row in rows.order_by("began_at", "pk"):
            assert row.service_id is not None
            self._episodes[row.service_id].append(row)
        self._needs = Needs.read()

    def at(self, at: datetime, services: set[UUID], problem: Problem) -> Episode | None:
        """The first on these services, or on what they need, that fired then and belonged to no
        other problem."""
        fired = [
            row
            for service in self._needs.of(services, at=at)
            for row in self._episodes.get(service, ())
            if row.began_at < at
            and (row.ended_at is None or row.ended_at > at)
            and row.problem_id in (None, problem.pk)
        ]
        return min(fired, key=lambda row: (row.began_at, row.pk), default=None)
