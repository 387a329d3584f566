"""Steps of the plan and asks: the conversation for action between who owes and who is owed."""

from datetime import datetime
from uuid import UUID

from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Person
from buckstop.problems.actions.commitments import end
from buckstop.problems.actions.lateness import in_time
from buckstop.problems.actions.scopes import scope
from buckstop.problems.entries import promising
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.commitment import CommitmentKind, CommitmentState
from buckstop.problems.rules import acting as who
from buckstop.problems.rules.promises import check_due

PLANNED = (CommitmentKind.STEP, CommitmentKind.ASK)


def add_step(
    problem: Problem,
    *,
    what: str,
    debtor: Person,
    due: datetime,
    by: Actor,
    at: datetime,
    case: Case | None = None,
) -> Commitment:
    """A step of the plan, owed by staff or by a contact; with `case` only that case sees it."""
    said = who.check_words(what, "what", "Say what is to be done.")
    with acting(problem, by=by, at=at) as act:
        step = _owe(act, problem, said, CommitmentKind.STEP, debtor, due, scope(act, problem, case))
        act.record(
            promising.StepAdded(
                commitment=step.pk, debtor=debtor.pk, due=due, what=digest_of(step.what)
            ),
            on=problem,
            cases=_cases(step),
        )
    return step


def ask(
    problem: Problem, *, what: str, of: Person, due: datetime, by: Actor, at: datetime
) -> Commitment:
    """Ask a colleague for an answer or an action by `due`; only staff see it."""
    said = who.check_words(what, "what", "Say what you ask of them.")
    if not of.is_staff_member:
        raise Refused("not-staff", "Ask a customer with a step of the plan.", "of")
    with acting(problem, by=by, at=at) as act:
        asked = _owe(act, problem, said, CommitmentKind.ASK, of, due, None)
        act.record(
            promising.Asked(commitment=asked.pk, debtor=of.pk, due=due, what=digest_of(asked.what)),
            on=problem,
        )
    return asked


def _owe(
    act: Act,
    problem: Problem,
    what: str,
    kind: CommitmentKind,
    debtor: Person,
    due: datetime,
    case: Case | None,
) -> Commitment:
    who.check_desk(act.by)
    problem = act.lock(problem)
    who.check_running(problem.state)
    due = check_due(due, act.at)
    if case is not None:
        case = act.lock(case)
        who.check_case_is_on(problem.pk, case.problem_id)
        who.check_goes_on(waiting=case.is_waiting)
    if not debtor.is_active:
        raise Refused("gone", f"{debtor} isn't here any more.", "debtor")
    own = act.by.kind == ActorKind.STAFF and act.by.id == debtor.pk
    owed = Commitment(
        problem=problem,
        case=case,
        kind=kind,
        state=CommitmentState.PROMISED if own else CommitmentState.REQUESTED,
        debtor=debtor,
        creditor_id=problem.owner_id,
        what=act.body(what),
        made_at=act.at,
        due=due,
        attend_at=due,
    )
    act.change(problem, changed_since_news=True)
    return act.add(owed)


def promise(owed: Commitment, *, by: Actor, at: datetime) -> None:
    """Who was asked says yes, by the time asked for."""
    with acting(owed, by=by, at=at) as act:
        owed, _ = _still_owed(act, owed)
        who.check_answer(debtor=owed.debtor_id, by=by)
        if owed.state == CommitmentState.REQUESTED:
            act.change(owed, state=CommitmentState.PROMISED)
            act.record(promising.OwedPromised(commitment=owed.pk, due=owed.due), cases=_cases(owed))


def report(owed: Commitment, *, by: Actor, at: datetime, answer: str = "") -> None:
    """Done, says who owed it. Where the owner of the problem says so of their own, it is kept."""
    with acting(owed, by=by, at=at) as act:
        owed, problem = _still_owed(act, owed)
        if by.id != owed.debtor_id and not who.is_desk(by):
            raise Refused("not-yours", "Somebody else owes this.")
        said = act.body(answer.strip()) if answer.strip() else None
        act.change(owed, state=CommitmentState.REPORTED, attend_at=None, answer=said or owed.answer)
        act.change(problem, changed_since_news=True)
        act.record(
            promising.OwedReported(
                commitment=owed.pk, kind=owed.kind, answer=said.digest if said else ""
            ),
            cases=_cases_of(act, owed),
            internal=is_internal(owed),
        )
        if by.kind == ActorKind.STAFF and by.id == problem.owner_id:
            _keep(act, owed)


def accept(owed: Commitment, *, by: Actor, at: datetime) -> None:
    """The owner finds it done: kept."""
    with acting(owed, by=by, at=at) as act:
        who.check_desk(by)
        owed, _ = _still_owed(act, owed)
        _keep(act, owed)


def _keep(act: Act, owed: Commitment) -> None:
    end(act, owed, CommitmentState.KEPT)
    act.record(
        promising.OwedKept(commitment=owed.pk, kind=owed.kind),
        cases=_cases(owed),
        internal=is_internal(owed),
    )


def give_back(owed: Commitment, *, due: datetime, by: Actor, at: datetime) -> None:
    """The owner finds it not done yet: it is owed again, by `due`."""
    with acting(owed, by=by, at=at) as act:
        who.check_desk(by)
        owed, _ = _still_owed(act, owed)
        if owed.state != CommitmentState.REPORTED:
            raise Refused("not-reported", "Nobody said yet that it is done.")
        due = check_due(due, act.at)
        act.change(owed, state=CommitmentState.PROMISED, due=due, attend_at=due)
        act.record(
            promising.OwedReturned(commitment=owed.pk, kind=owed.kind, due=due), cases=_cases(owed)
        )


def decline(owed: Commitment, *, reason: str, by: Actor, at: datetime) -> None:
    """Who was asked says no; the owner is told why."""
    said = who.check_words(reason, "reason", "Say why, so that the owner can find another way.")
    with acting(owed, by=by, at=at) as act:
        owed, problem = _still_owed(act, owed)
        who.check_answer(debtor=owed.debtor_id, by=by)
        answer = act.body(said)
        act.change(owed, answer=answer)
        act.change(problem, changed_since_news=True)
        end(act, owed, CommitmentState.DECLINED)
        act.record(
            promising.OwedDeclined(commitment=owed.pk, kind=owed.kind, reason=answer.digest),
            cases=_cases(owed),
        )


def not_waiting_for_me(owed: Commitment, *, by: Actor, at: datetime) -> None:
    """The customer says that we don't wait for them: the owner must look at it."""
    with acting(owed, by=by, at=at) as act:
        owed, problem = _still_owed(act, owed)
        who.check_answer(debtor=owed.debtor_id, by=by)
        act.change(problem, unheard_since=problem.unheard_since or act.at)
        act.record(
            promising.NotWaitingForMe(commitment=owed.pk),
            cases=_cases_of(act, owed),
            internal=is_internal(owed),
        )


def withdraw(owed: Commitment, *, by: Actor, at: datetime) -> None:
    """It isn't needed any more."""
    with acting(owed, by=by, at=at) as act:
        who.check_desk(by)
        owed, problem = _still_owed(act, owed)
        act.change(problem, changed_since_news=True)
        end(act, owed, CommitmentState.WITHDRAWN)
        act.record(
            promising.OwedWithdrawn(commitment=owed.pk, kind=owed.kind),
            cases=_cases(owed),
            internal=is_internal(owed),
        )


def end_with(act: Act, owed: Commitment, *, because: str) -> None:
    """Part of verbs that end a problem or a case: what was owed ends with it, by itself."""
    act, owed = act.by_the_desk(), in_time(act, owed)
    if not owed.is_owed:
        return
    end(act, owed, CommitmentState.WITHDRAWN)
    act.record(
        promising.OwedEnded(commitment=owed.pk, kind=owed.kind, because=because),
        on=owed.problem,
        cases=_cases(owed),
        internal=is_internal(owed),
    )


def is_internal(owed: Commitment) -> bool:
    """Customers see the news and the plan; what colleagues ask of each other they don't."""
    return owed.kind not in (CommitmentKind.UPDATE, CommitmentKind.STEP)


def _still_owed(act: Act, owed: Commitment) -> tuple[Commitment, Problem]:
    if act.by.kind == ActorKind.CONTACT and act.by.case:
        theirs = act.rows(Case.objects.filter(pk=act.by.case))
        who.check_goes_on(waiting=any(case.is_waiting for case in theirs))
    owed = act.lock(owed)
    if owed.kind in PLANNED:
        owed = in_time(act, owed)
    if not owed.is_owed or owed.kind not in PLANNED:
        raise Refused("not-owed", "This isn't owed any more.")
    return owed, act.lock(owed.problem)


def _cases(owed: Commitment) -> tuple[UUID, ...]:
    return (owed.case_id,) if owed.case_id else ()


def _cases_of(act: Act, owed: Commitment) -> tuple[UUID, ...]:
    """Whom the entry of an act concerns: what a customer does themselves is for them alone."""
    theirs = act.by.kind == ActorKind.CONTACT and owed.case_id is None
    return (act.by.case,) if theirs and act.by.case else _cases(owed)
