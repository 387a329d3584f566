"""What is known of causes, for screens and other apps."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from buckstop.kit.reading import Given, reading
from buckstop.people.models import Person
from buckstop.prevention.models import Because, Cause, Prevention, Review
from buckstop.prevention.rules.hurting import Course
from buckstop.problems.models import Case, Problem, Word
from buckstop.problems.models.case import CaseState

NOT_THEIRS = (CaseState.VOID, CaseState.DECLINED)


def course_of(problem: Problem) -> Course:
    """How a problem went, as far as it decides whether it hurt."""
    cases = Case.objects.filter(problem=problem).exclude(state__in=NOT_THEIRS)
    sides = {customer or contact for customer, contact in cases.values_list("customer", "contact")}
    broken = Word.objects.filter(case__problem=problem, says=Word.Says.BROKEN)
    return Course(problem.kind, problem.hurts, len(sides), broken.count())


@dataclass(frozen=True, slots=True)
class Known:
    """A cause that stands for itself, with what was taken into it."""

    cause: Cause
    also: list[Cause] = field(default_factory=list)

    @property
    def family(self) -> list[UUID]:
        """The keys of all of it."""
        return [self.cause.pk, *(one.pk for one in self.also)]


def causes() -> list[Known]:
    """Every cause that stands for itself, the newest first."""
    rows = Cause.objects.select_related("what", "keeper", "problem", "problem__owner")
    every = {row.pk: row for row in rows.order_by("-named_at", "-pk")}
    found = {key: Known(row) for key, row in every.items() if row.merged_into_id is None}
    for row in every.values():
        if row.merged_into_id is not None:
            found[_head(row, every)].also.append(row)
    return list(found.values())


def _head(row: Cause, every: dict[UUID, Cause]) -> UUID:
    while row.merged_into_id is not None:
        row = every[row.merged_into_id]
    return row.pk


def known(cause: Cause) -> Known:
    """One cause, with all that was taken into it."""
    also: list[Cause] = []
    ahead = [cause.pk]
    while ahead:
        rows = Cause.objects.filter(merged_into__in=ahead).select_related("what", "keeper")
        also += rows
        ahead = [row.pk for row in rows]
    return Known(cause, also)


def problems_of(family: Collection[UUID]) -> list[Because]:
    """The problems that these causes let happen, the newest first; each once."""
    rows = Because.objects.filter(cause__in=family, until=None)
    found: dict[UUID, Because] = {}
    related = rows.select_related("problem", "problem__owner", "cause", "cause__what")
    for row in related.order_by("-problem__opened_at", "pk"):
        found.setdefault(row.problem_id, row)
    return list(found.values())


def counted(families: Iterable[Known]) -> dict[UUID, int]:
    """How many problems each of these let happen, by its key."""
    of = {key: one.cause.pk for one in families for key in one.family}
    rows = Because.objects.filter(cause__in=of, until=None).values_list("cause", "problem")
    found: dict[UUID, set[UUID]] = {}
    for cause, problem in rows:
        found.setdefault(of[cause], set()).add(problem)
    return {key: len(problems) for key, problems in found.items()}


def causes_of(problem: Problem) -> list[Because]:
    """What let a problem happen, in the order in which it was said."""
    return _causes_of(problem=problem.pk)


@reading
def _causes_of() -> "QuerySet[Because]":
    rows = Because.objects.filter(problem=Given("problem"), until=None)
    related = rows.select_related("cause__what", "cause__merged_into__what", "cause__keeper")
    return related.order_by("since", "pk")


def review_of(problem: Problem) -> Review | None:
    """What is owed of a problem, or was; none where it didn't hurt or isn't over."""
    return _review_of.first(problem=problem.pk)


@reading
def _review_of() -> "QuerySet[Review]":
    rows = Review.objects.filter(problem=Given("problem"))
    return rows.select_related("problem", "debtor", "unknown", "written_by", *_PARTS)


_PARTS = ("happened", "went_well", "surprised", "changes")


def owed_reviews(person: Person | None = None) -> "QuerySet[Review]":
    """What is owed of problems that hurt, the first due first; of one person, or of everybody."""
    rows = Review.objects.filter(done_at=None).select_related("problem", "debtor")
    return (rows.filter(debtor=person) if person else rows).order_by("due", "pk")


def preventions_of(family: Collection[UUID]) -> list[Prevention]:
    """What is, was or is to be changed against these causes; what is owed first."""
    rows = Prevention.objects.filter(cause__in=family)
    related = rows.select_related("cause__problem", "what", "shows", "debtor", "asked_by", "answer")
    return sorted(related.order_by("-made_at", "-pk"), key=lambda row: not row.is_owed)


def verdicts(families: Iterable[Known]) -> dict[UUID, str]:
    """How the newest prevention of each stands, in a word, by the cause's key."""
    of = {key: one.cause.pk for one in families for key in one.family}
    rows = Prevention.objects.filter(cause__in=of, state__in=("requested", "promised", "kept"))
    found = {}
    for row in rows.order_by("made_at", "pk"):
        found[of[row.cause_id]] = (
            _("owed")
            if row.is_owed
            else (str(row.get_verdict_display()) if row.verdict else _("watched"))
        )
    return found


def in_force(families: Iterable[Known]) -> set[UUID]:
    """The keys of those against which something is in force that hasn't proved not to hold."""
    of = {key: one.cause.pk for one in families for key in one.family}
    rows = Prevention.objects.filter(cause__in=of, in_force_at__isnull=False)
    return {of[row] for row in rows.exclude(verdict="not held").values_list("cause", flat=True)}
