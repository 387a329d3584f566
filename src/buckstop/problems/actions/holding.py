"""A customer whom we asked answered, or may have, or wasn't reached: a person decides what it is.

While their case is held the clock neither reminds them nor lets it lapse.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from buckstop.kit.reading import Given, reading
from buckstop.ledger.actor import Actor
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.actions.levels import times_for
from buckstop.problems.entries import cases as entries
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import CaseState, Held
from buckstop.problems.permissions import cases as may
from buckstop.problems.rules import acting as who
from buckstop.problems.rules.promises import LAPSE_AFTER, REMIND_AFTER

HEARD = ("customer-heard", "words-noted", "understanding-corrected")
WROTE = (*HEARD, "not-waiting-for-me", "cannot-wait")


def hold(act: Act, case: Case, problem: Problem, *, because: Held) -> None:
    """Part of verbs: the clock counts no longer on this asked case."""
    if case.state != CaseState.ASKED or case.held_because in (Held.ANSWERED, because):
        return
    held_since = case.held_since or act.at
    act.change(case, attend_at=None, held_since=held_since, held_because=because)
    made = entries.CaseHeld(case=case.pk, contact=case.contact_id, because=because)
    act.record(made, on=problem, cases=(case.pk,))


def keep_asking(case: Case, *, by: Actor, at: datetime) -> None:
    """What they wrote doesn't say whether it is solved: the question stands, the clock goes on."""
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may.may_keep_asking(case, by))
        problem = act.lock(case.problem)
        minutes = LAPSE_AFTER if case.reminded_at else REMIND_AFTER
        act.change(
            case,
            attend_at=times_for(act, problem).after(act.at, minutes),
            held_since=None,
            held_because="",
        )
        act.record(entries.StillAsked(case=case.pk, contact=case.contact_id), cases=(case.pk,))
        read_by_deciding(act, case, problem)


def read_by_deciding(act: Act, case: Case, problem: Problem) -> None:
    """Part of verbs: who decided what a customer's words mean has read them, but not others'."""
    since = problem.unheard_since
    if since is None or not who.is_desk(act.by):
        return
    heard = Entry.objects.filter(chain=problem.chain_id, code__in=WROTE, at__gte=since)
    if not heard.exclude(cases__contains=[case.pk]).exists():
        act.change(problem, unheard_since=None)


def waits_for_a_decision(problem: Problem) -> bool:
    """Whether an answer to our question stands there, and nobody has said what it means."""
    return _undecided.first(problem=problem.pk) is not None


@reading
def _undecided() -> "QuerySet[Case, UUID]":
    given: Any = Given("problem")
    found = Case.objects.filter(problem=given, held_because=Held.ANSWERED)
    return found.order_by().values_list("pk", flat=True)[:1]
