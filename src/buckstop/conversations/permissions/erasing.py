"""Whom nothing is left to do for, so that they can be erased."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refusal
from buckstop.people.models import Person
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.case import WAITING


def may_erase_person(person: Person, cases: Iterable[Case]) -> Refusal | None:
    """A contact whose cases have ended, or a member of staff who has left."""
    if refusal := may_erase_customer(cases):
        return refusal
    if not person.is_staff_member or person.deactivated_at is not None:
        return None
    return Refusal(
        "still-here", _("%(person)s still works here. Let them leave first.") % {"person": person}
    )


def may_erase_customer(cases: Iterable[Case]) -> Refusal | None:
    """A customer whose cases have ended."""
    waiting = sorted({case.problem.ref for case in cases if case.state in WAITING})
    if not waiting:
        return None
    refs = ", ".join(waiting[:5])
    return Refusal(
        "waiting",
        _("They still wait for an answer: %(refs)s. Let that end first.") % {"refs": refs},
    )


def may_expire(problem: Problem) -> Refusal | None:
    """A problem that is closed, where nobody waits and nothing is owed."""
    waits = Case.objects.filter(problem=problem, state__in=WAITING).exists()
    owed = Commitment.objects.filter(problem=problem, ended_at=None).exists()
    if problem.is_closed and not waits and not owed:
        return None
    return Refusal("still-open", _("%(problem)s isn’t over.") % {"problem": problem.ref})
