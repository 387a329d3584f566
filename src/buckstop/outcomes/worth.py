"""What there is to thank for: deeds from the facts of the last days, each of one person.

Nothing is counted and nobody is ranked: the newest stands first, and what somebody was thanked for
by the reader is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef

from buckstop.outcomes.models import Thanks
from buckstop.people.models import Person
from buckstop.people.roles import Capability, Role, roles_with
from buckstop.prevention.models import Prevention
from buckstop.prevention.rules.watching import Verdict
from buckstop.problems.commitments import kind
from buckstop.problems.commitments.escalation import Escalation as EscalationKind
from buckstop.problems.models import Case, Commitment, Escalation, Problem, Tenure
from buckstop.problems.models.case import CaseHow
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.models.problem import Hurt

LOOKED_BACK = timedelta(days=7)
NIGHT = (22, 6)  # hours, where the reader is


class Deed(StrEnum):
    """What somebody did that nobody had to ask for."""

    ASKED_EARLY = "asked early"  # for help, and it helped
    RAISED = "raised"  # by somebody who didn't have to
    FOUND = "found"  # noticed before the customer said it
    TOOK = "took"  # what stopped a customer, from somebody else
    NIGHT = "night"  # a promise kept through the night
    HELD = "held"  # what they changed kept it from coming back
    BRIEF = "brief"  # handed on in such words that nobody had to ask again


@dataclass(frozen=True, slots=True)
class Worth:
    """One thing to thank for."""

    deed: Deed
    person: Person
    problem: Problem
    at: datetime


def to_thank_for(reader: Person, *, at: datetime, zone: tzinfo) -> list[Worth]:
    """The last week's, but what the reader did themselves, or gave thanks for already."""
    since = at - LOOKED_BACK
    given = Thanks.objects.filter(given_by=reader).values_list("to", "problem")
    thanked: set[tuple[UUID, UUID]] = set(given)
    found: dict[tuple[Deed, UUID, UUID], Worth] = {}
    every = (_asked_early, _raised, _took, _held, _briefs)
    for one in (*(one for deeds in every for one in deeds(since)), *_nights(since, zone)):
        key = (one.person.pk, one.problem.pk)
        if one.person != reader and key not in thanked and one.person.is_active:
            found.setdefault((one.deed, *key), one)
    return sorted(found.values(), key=lambda one: one.at, reverse=True)


def _asked_early(since: datetime) -> Iterable[Worth]:
    rows = Escalation.objects.filter(credited_at__gte=since)
    for row in rows.select_related("commitment__problem", "commitment__creditor"):
        asked, who = row.commitment, row.commitment.creditor
        if who is not None and row.credited_at is not None:
            yield Worth(Deed.ASKED_EARLY, who, asked.problem, row.credited_at)


def _raised(since: datetime) -> Iterable[Worth]:
    """By a colleague who isn't of the desk; or what one of us noticed on a customer."""
    rows = Problem.objects.filter(opened_at__gte=since, raised_by__isnull=False)
    noticed = set(
        Case.objects.filter(problem__in=rows, how=CaseHow.NOTICED).values_list("problem", flat=True)
    )
    for row in rows.select_related("raised_by"):
        assert row.raised_by is not None
        if row.pk in noticed:
            yield Worth(Deed.FOUND, row.raised_by, row, row.opened_at)
        elif row.raised_by.role == Role.COLLEAGUE:
            yield Worth(Deed.RAISED, row.raised_by, row, row.opened_at)


def _took(since: datetime) -> Iterable[Worth]:
    taken = Tenure.objects.filter(
        starts_at__gte=since, how=Tenure.How.TAKEN, problem__hurts=Hurt.BADLY
    )
    for row in taken.select_related("person", "problem"):
        yield Worth(Deed.TOOK, row.person, row.problem, row.starts_at)


def _held(since: datetime) -> Iterable[Worth]:
    """By whoever owed what was changed: it was watched as long as it had to be."""
    held = Prevention.objects.filter(verdict=Verdict.HELD, verdict_at__gte=since)
    for row in held.select_related("debtor", "cause__problem"):
        assert row.verdict_at is not None
        yield Worth(Deed.HELD, row.debtor, row.cause.problem, row.verdict_at)


def _briefs(since: datetime) -> Iterable[Worth]:
    """By whoever handed on what ended since, where from their brief on nobody asked them anything
    more. What went on to somebody else after that tells nothing of their brief."""
    asked = Commitment.objects.filter(
        problem=OuterRef("problem"),
        debtor=OuterRef("creditor"),
        made_at__gte=OuterRef("ended_at"),
        follows=None,
    )
    later = Tenure.objects.filter(problem=OuterRef("problem"), starts_at__gt=OuterRef("ended_at"))
    taken = Commitment.objects.filter(
        ~Exists(asked),
        ~Exists(later),
        handoff__isnull=False,
        state=CommitmentState.KEPT,
        problem__closed_at__gte=since,
    )
    for row in taken.select_related("creditor", "problem"):
        if row.creditor is not None and row.problem.closed_at is not None:
            yield Worth(Deed.BRIEF, row.creditor, row.problem, row.problem.closed_at)


def _nights(since: datetime, zone: tzinfo) -> Iterable[Worth]:
    kept = Commitment.objects.filter(
        kind__in=kind.news(), state=CommitmentState.KEPT, ended_at__gte=since
    )
    for row in kept.select_related("debtor", "problem").order_by("-ended_at")[:2_000]:
        assert row.ended_at is not None
        hour = row.ended_at.astimezone(zone).hour
        if hour >= NIGHT[0] or hour < NIGHT[1]:
            yield Worth(Deed.NIGHT, row.debtor, row.problem, row.ended_at)


@dataclass(frozen=True, slots=True)
class Answers:
    """Asks to leaders of the last 90 days, of the house as a whole: answered in time, of all."""

    in_time: int
    all: int


def leaders_answers(at: datetime) -> Answers:
    """What leaders were asked to step in for, that ended since: kept, or missed."""
    ended = Commitment.objects.filter(
        kind__in=kind.codes([EscalationKind]),
        debtor__role__in=roles_with(Capability.LEAD),
        ended_at__gte=at - timedelta(days=90),
    )
    states = list(ended.values_list("state", flat=True))
    kept = states.count(CommitmentState.KEPT)
    return Answers(kept, kept + states.count(CommitmentState.MISSED))
