"""What one person owes, is owed and must hear: for My work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from buckstop.people.models import Person
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.case import WAITING
from buckstop.problems.models.commitment import CommitmentKind, CommitmentState
from buckstop.problems.queries.present import Present

MOST = 200  # rows read of each sort; more are found in the list of all problems
NEAR = timedelta(minutes=20)  # promises are warned of at most 15 minutes before


@dataclass(frozen=True, slots=True)
class Work:
    """`owed` by the person, what customers wrote `unheard` on problems of theirs, promises of
    others about to be missed while the person has the watch (`near`), what they are owed
    (`awaited`); `whose` names the waiting customers of each problem, at most four."""

    owed: list[Commitment]
    unheard: list[Problem]
    near: list[Commitment]
    awaited: list[Commitment]
    whose: dict[UUID, list[str]]


def work_of(person: Person, *, present: Present, at: datetime) -> Work:
    """Everything that asks something of `person`, in five queries."""
    owed = list(_owing().filter(debtor=person).exclude(state="reported").order_by("due")[:MOST])
    unheard = _unheard(person)
    near = _near(person, present, at) if present.watches(person.pk) else []
    awaited = list(_owing().filter(creditor=person).exclude(debtor=person).order_by("due")[:MOST])
    problems = {row.problem_id for row in [*owed, *near, *awaited]} | {row.pk for row in unheard}
    return Work(owed, unheard, near, awaited, waiting_customers(problems))


def _owing() -> "QuerySet[Commitment]":
    rows = Commitment.objects.filter(ended_at=None)
    related = rows.select_related("problem", "debtor", "creditor", "what", "case__customer")
    return related.defer("what__raw", "what__salt", "what__search")


def _unheard(person: Person) -> list[Problem]:
    mine = Problem.objects.running().filter(owner=person, unheard_since__isnull=False)
    return list(mine.order_by("unheard_since")[:MOST])


def _near(person: Person, present: Present, at: datetime) -> list[Commitment]:
    """Promises of news whose debtor isn't there; they were warned of and aren't due yet."""
    soon = _owing().filter(
        kind=CommitmentKind.UPDATE,
        warned_at__isnull=False,
        attend_at__gt=at,
        attend_at__lte=at + NEAR,
    )
    away = soon.exclude(debtor__in=[person.pk, *present.on_shift])
    return list(away.order_by("attend_at")[:50])


def waiting_customers(problems: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The names of the customers that wait on each problem, longest first."""
    found: dict[UUID, list[str]] = {}
    rows = Case.objects.filter(problem__in=set(problems), state__in=WAITING).order_by("opened_at")
    for problem, customer, contact in rows.values_list(
        "problem", "customer__name", "contact__public_name"
    )[:5000]:
        found.setdefault(problem, []).append(customer or contact)
    return found


def asked_of(person: Person) -> Q:
    """Commitments that wait for an answer of `person`."""
    return Q(debtor=person, ended_at=None, state=CommitmentState.REQUESTED)
