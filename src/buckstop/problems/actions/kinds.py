"""Not everything is a problem: requests and questions are answered; some mail is none of ours."""

from datetime import datetime

from buckstop.kit.text import storable
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.problems.actions import fixing
from buckstop.problems.commitments import update
from buckstop.problems.entries import cases as entries
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import CaseState
from buckstop.problems.permissions import cases as may
from buckstop.problems.permissions.problem import may_answer, may_change_kind
from buckstop.problems.rules import acting as who


def change_kind(problem: Problem, *, kind: str, by: Actor, at: datetime) -> None:
    """Make it a problem, a request or a question."""
    who.check_kind(kind)
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may_change_kind(problem, by))
        was = problem.kind
        if was != kind:
            act.change(problem, kind=kind)
            act.record(entries.KindChanged(was=was, kind=kind))


def answer(problem: Problem, *, by: Actor, at: datetime) -> list[Case]:
    """The answer went out: every waiting case of a request or question ends `answered`."""
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may_answer(problem, by))
        waiting = act.rows(Case.objects.filter(problem=problem, state=CaseState.OPEN))
        act.change(problem, changed_since_news=True)
        update.keep(problem, by=by, at=act.at)
        for case in waiting:
            act.record(entries.CaseAnswered(case=case.pk), cases=(case.pk,))
            fixing.end_case(act, case, problem, CaseState.ANSWERED)
    return waiting


def decline(case: Case, *, by: Actor, at: datetime) -> None:
    """Not ours to do: the customer is told why and who can help."""
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may.may_decline(case, by))
        problem = act.lock(case.problem)
        act.record(entries.CaseDeclined(case=case.pk), cases=(case.pk,))
        fixing.end_case(act, case, problem, CaseState.DECLINED)


def void(case: Case, *, why: str, by: Actor, at: datetime) -> None:
    """Spam, or sent by mistake: nobody is mailed. It can be undone."""
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may.may_void(case, by))
        problem = act.lock(case.problem)
        act.record(entries.CaseVoided(case=case.pk, why=storable(why).strip()[:40] or "spam"))
        fixing.end_case(act, case, problem, CaseState.VOID)


def spare(case: Case, *, by: Actor, at: datetime) -> None:
    """We told them of trouble that they don't have, says the customer: it was never theirs."""
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may.may_spare(case, by))
        problem = act.lock(case.problem)
        act.record(entries.CaseSpared(case=case.pk), cases=(case.pk,))
        fixing.end_case(act, case, problem, CaseState.SPARED)


def undo_void(case: Case, *, by: Actor, at: datetime) -> None:
    """It was something after all: the case is open again."""
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may.may_undo_void(case, by))
        fixing.reopen_case(act, case, act.lock(case.problem))
