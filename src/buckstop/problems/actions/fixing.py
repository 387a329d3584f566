"""We believe it is fixed; every customer is asked, and only their word closes their case."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from buckstop.kit.reading import Given, reading
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.actions import asking, holding, tenures
from buckstop.problems.actions.levels import times_for
from buckstop.problems.actions.opening import reopen_if_closed
from buckstop.problems.actions.seen import check_seen
from buckstop.problems.commitments import aim, kind, update
from buckstop.problems.entries import cases as entries
from buckstop.problems.entries.owning import ProblemClosed
from buckstop.problems.models import Case, Commitment, Problem, Word
from buckstop.problems.models.case import CaseState
from buckstop.problems.permissions import cases as may
from buckstop.problems.permissions.problem import may_fix
from buckstop.problems.rules.promises import (
    LAPSE_AFTER,
    REMIND_AFTER,
    WORD_CAN_BE_TAKEN_BACK,
)


def fix(problem: Problem, *, by: Actor, at: datetime, seen_until: int | None = None) -> list[Case]:
    """Say that it is fixed: this is the promised news, and every waiting case is asked.

    Refused where a customer said something after entry `seen_until`, the newest on the writer's
    page: nobody who just said “still broken” is asked again by who hadn't read it.
    """
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may_fix(problem, by))
        check_seen(act, problem, seen_until)
        times = times_for(act, problem)
        act.change(problem, state="fixed", changed_since_news=True)
        act.record(entries.FixSaid(problem=problem.pk))
        asked = act.rows(Case.objects.filter(problem=problem, state=CaseState.OPEN))
        for case in asked:
            act.change(
                case,
                state=CaseState.ASKED,
                asked_at=act.at,
                reminded_at=None,
                attend_at=times.after(act.at, REMIND_AFTER),
                held_since=None,
                held_because="",
            )
            act.record(entries.CaseAsked(case=case.pk, contact=case.contact_id), cases=(case.pk,))
        aim.keep(act, problem)
        look_again = times.after(act.at, REMIND_AFTER + LAPSE_AFTER + times.news_otherwise)
        update.keep(problem, by=by, at=act.at, next_due=look_again)
        settle(act, problem)
    return asked


def confirm(case: Case, *, by: Actor, at: datetime, how: str = "link") -> None:
    """The customer says that it is solved."""
    with acting(case, by=by, at=at) as act:
        case, problem = _locked(act, case)
        check(may.may_confirm(case, by))
        if case.state == CaseState.CONFIRMED:
            return
        asks = asking.asks_ease(act, case)
        act.add(Word(case=case, says="solved", how=how, at=act.at, asks_ease=asks))
        act.record(
            entries.CaseConfirmed(case=case.pk, contact=case.contact_id, how=how, asks=asks),
            cases=(case.pk,),
        )
        end_case(act, case, problem, CaseState.CONFIRMED)


def still_broken(case: Case, *, by: Actor, at: datetime, how: str = "link", text: str = "") -> None:
    """The customer says that it isn't solved: their case is open again, with the same owner."""
    with acting(case, by=by, at=at) as act:
        case, problem = _locked(act, case)
        check(may.may_still_broken(case, by))
        note = act.body(text.strip()) if text.strip() else None
        noted_by = None if by.kind == ActorKind.CONTACT else by.id
        word = Word(case=case, says="broken", how=how, recorded_by=noted_by, note=note, at=act.at)
        act.add(word)
        act.record(
            entries.StillBroken(case=case.pk, contact=case.contact_id, how=how), cases=(case.pk,)
        )
        if by.id == problem.owner_id:
            holding.read_by_deciding(act, case, problem)
        else:
            act.change(problem, unheard_since=problem.unheard_since or act.at)
        reopen_case(act, case, problem, said=True)


def record_word(case: Case, *, by: Actor, at: datetime, how: str = "phone", note: str = "") -> Word:
    """Note that the customer said it is solved; they are told and can take it back for 7 days."""
    if how not in (Word.How.PHONE, Word.How.MAIL):
        raise Refused("bad-how", _("Say how they told you: on the phone or by mail."), "how")
    with acting(case, by=by, at=at) as act:
        case, problem = _locked(act, case)
        check(may.may_record_word(case, by))
        until = act.at + WORD_CAN_BE_TAKEN_BACK
        word = Word(
            case=case,
            says="solved",
            how=how,
            recorded_by=by.id,
            note=act.body(note.strip()) if note.strip() else None,
            at=act.at,
            can_be_taken_back_until=until,
            asks_ease=asking.asks_ease(act, case),
        )
        act.add(word)
        act.record(
            entries.WordRecorded(
                case=case.pk,
                contact=case.contact_id,
                how=how,
                can_be_taken_back_until=until,
                asks=word.asks_ease,
            ),
            cases=(case.pk,),
        )
        holding.read_by_deciding(act, case, problem)
        end_case(act, case, problem, CaseState.CONFIRMED)
    return word


def take_back_word(case: Case, *, by: Actor, at: datetime) -> None:
    """The customer didn't say that: within seven days their case is open again."""
    with acting(case, by=by, at=at) as act:
        case, problem = _locked(act, case)
        check(may.may_take_back_word(case, by, act.at, last=last_word(case)))
        act.add(Word(case=case, says="taken back", how="page", at=act.at))
        act.record(entries.WordTakenBack(case=case.pk), cases=(case.pk,))
        act.change(problem, unheard_since=problem.unheard_since or act.at)
        reopen_case(act, case, problem, said=True)


def withdraw_word(case: Case, *, by: Actor, at: datetime) -> None:
    """One of us recorded by mistake that it is solved: the case is open again, as it was owned."""
    with acting(case, by=by, at=at) as act:
        case, problem = _locked(act, case)
        last = last_word(case)
        check(may.may_withdraw_word(case, by, act.at, last=last))
        how = last.how if last else Word.How.PHONE
        act.add(Word(case=case, says="taken back", how=how, recorded_by=by.id, at=act.at))
        act.record(entries.WordWithdrawn(case=case.pk, how=how), cases=(case.pk,))
        reopen_case(act, case, problem, said=False)


def last_word(case: Case) -> Word | None:
    """The newest word on a case."""
    return _last_word.first(case=case.pk)


@reading
def _last_word() -> "QuerySet[Word]":
    return Word.objects.filter(case=Given("case")).order_by("-at", "-pk")[:1]


def end_case(act: Act, case: Case, problem: Problem, state: str) -> None:
    """Part of verbs: the case has ended so; the problem closes when no case waits any more."""
    was_waiting = case.is_waiting
    act.change(case, state=state, ended_at=act.at, attend_at=None, held_since=None, held_because="")
    if was_waiting:
        act.change(problem, waiting_cases=problem.waiting_cases - 1)
    for left in act.rows(
        Commitment.objects.filter(case=case, ended_at=None).select_related("problem")
    ):
        kind.end_with_case(act, left)
    settle(act, problem)


def reopen_case(act: Act, case: Case, problem: Problem, *, said: bool = False) -> None:
    """Part of verbs: the case is open again and so is its problem; nobody else hears of it.

    `said`: the entry before it says so already.
    """
    was, was_waiting = case.state, case.is_waiting
    act.change(
        case,
        state=CaseState.OPEN,
        ended_at=None,
        asked_at=None,
        reminded_at=None,
        attend_at=None,
        held_since=None,
        held_because="",
    )
    if not was_waiting:
        act.change(problem, waiting_cases=problem.waiting_cases + 1)
    if was != CaseState.OPEN and not said:
        act.record(entries.CaseReopened(case=case.pk, was=was), on=problem, cases=(case.pk,))
    act.change(problem, changed_since_news=True)
    reopen_if_closed(act, problem, because="the customer says it isn't solved")


def settle(act: Act, problem: Problem) -> None:
    """Part of verbs: close the problem once it had a case and none waits any more.

    What a customer was told and never had doesn't count: our signal may still be right.
    """
    if problem.is_closed or problem.waiting_cases > 0:
        return
    rows = Case.objects.filter(problem=problem)
    states = [case.state for case in act.rows(rows) if case.state != CaseState.SPARED]
    if states:
        close(act, problem, outcome=_outcome(states))


def close(act: Act, problem: Problem, *, outcome: str) -> None:
    """Part of verbs: nothing is owed any more, and the last tenure ends."""
    for left in act.rows(
        Commitment.objects.filter(problem=problem, ended_at=None).select_related("problem")
    ):
        kind.end_with_problem(act, left)
    act.change(tenures.running(act, problem), ends_at=act.at)
    act.change(
        problem,
        state="closed",
        closed_at=act.at,
        outcome=outcome,
        news_due=None,
        unheard_since=None,
    )
    act.by_the_desk().record(ProblemClosed(outcome=outcome), on=problem)


def _outcome(states: list[str]) -> str:
    """The strongest way in which its cases ended."""
    order = ("confirmed", "lapsed", "answered", "declined", "void")
    return next((state for state in order if state in states), "moved")


def _locked(act: Act, case: Case) -> tuple[Case, Problem]:
    case = act.lock(case)
    return case, act.lock(case.problem)
