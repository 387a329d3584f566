"""The verbs of the conversation for action that any kind may take: asked, promised, done, kept."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.coverage.queries import answers_for, who_is_on_duty
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Person
from buckstop.problems.commitments import aim, machine
from buckstop.problems.commitments import kind as kinds
from buckstop.problems.commitments.kind import Kind, in_time
from buckstop.problems.commitments.machine import Turn, cases, take
from buckstop.problems.entries import promising
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.permissions import owed as may
from buckstop.problems.rules.acting import check_words
from buckstop.problems.rules.promises import check_due, check_move


def owe(
    act: Act,
    problem: Problem,
    kind: type[Kind],
    *,
    what: str,
    debtor: Person,
    due: datetime,
    case: Case | None = None,
) -> Commitment:
    """Part of verbs that ask for something: `debtor` owes `what` to the owner of the problem.

    Who asks it of themselves has promised it. Refused where the desk can't ask it now.
    """
    problem = act.lock(problem)
    case = act.lock(case) if case else None
    check(may.may_owe(problem, act.by, debtor=debtor, case=case))
    due = check_due(due, act.at)
    own = act.by.kind == ActorKind.STAFF and act.by.id == debtor.pk
    owed = kinds.make(
        act,
        kind,
        problem,
        debtor=debtor.pk,
        due=due,
        creditor=problem.owner_id,
        what=what,
        case=case,
        state=CommitmentState.PROMISED if own else CommitmentState.REQUESTED,
    )
    owed.debtor = debtor  # at hand for what asks who it is
    act.change(problem, changed_since_news=True)
    act.record(
        kind.fact(owed, digest_of(owed.what)),
        on=problem,
        cases=cases(owed),
        internal=kind.internal(),
    )
    return owed


def promise(owed: Commitment, *, by: Actor, at: datetime) -> None:
    """Who was asked says yes, by the time asked for."""
    with acting(owed, by=by, at=at) as act:
        owed, _, waiting = _answered(act, owed)
        check(may.may_promise(owed, by, waiting=waiting))
        if machine.may(owed, Turn.PROMISE):
            take(act, owed, Turn.PROMISE)
            act.record(promising.OwedPromised(commitment=owed.pk, due=owed.due), cases=cases(owed))


def counter(owed: Commitment, *, due: datetime, reason: str, by: Actor, at: datetime) -> None:
    """Who was asked says yes, but by another time: promised by `due`; the owner is told why."""
    said = check_words(reason, "reason", _("Say why, so that the owner can plan with it."))
    with acting(owed, by=by, at=at) as act:
        owed, problem, waiting = _answered(act, owed)
        check(may.may_counter(owed, by, act.at, waiting=waiting))
        due, was = check_due(due, act.at), owed.due
        kinds.of(owed).on_time(act, problem, owed, due)
        take(act, owed, Turn.COUNTER)
        act.record(
            promising.OwedCountered(
                commitment=owed.pk, kind=owed.kind, was=was, due=due, reason=act.body(said).digest
            ),
            cases=cases(owed),
        )


def report(owed: Commitment, *, by: Actor, at: datetime, answer: str = "") -> None:
    """Done, says who owed it. Where the owner of the problem says so of their own, it is kept."""
    with acting(owed, by=by, at=at) as act:
        owed, problem, waiting = _answered(act, owed)
        check(may.may_report(owed, by, waiting=waiting))
        said = act.body(answer.strip()) if answer.strip() else None
        take(act, owed, Turn.REPORT, attend_at=None, answer=said or owed.answer)
        act.change(problem, changed_since_news=True)
        act.record(
            promising.OwedReported(
                commitment=owed.pk, kind=owed.kind, answer=said.digest if said else ""
            ),
            cases=_cases_of(act, owed),
            internal=kinds.of(owed).internal(),
        )
        if by.kind == ActorKind.STAFF and by.id == problem.owner_id:
            _keep(act, owed)


def accept(owed: Commitment, *, by: Actor, at: datetime) -> None:
    """The owner finds it done: kept."""
    with acting(owed, by=by, at=at) as act:
        owed, _, _ = _in_time(act, owed)
        check(may.may_accept(owed, by))
        _keep(act, owed)


def _keep(act: Act, owed: Commitment) -> None:
    take(act, owed, Turn.ACCEPT)
    act.record(
        promising.OwedKept(commitment=owed.pk, kind=owed.kind),
        cases=cases(owed),
        internal=kinds.of(owed).internal(),
    )


def give_back(owed: Commitment, *, due: datetime, by: Actor, at: datetime) -> None:
    """The owner finds it not done yet: it is owed again, by `due`."""
    with acting(owed, by=by, at=at) as act:
        owed, problem, _ = _in_time(act, owed)
        check(may.may_give_back(owed, by))
        due = check_due(due, act.at)
        kinds.of(owed).on_time(act, problem, owed, due)
        take(act, owed, Turn.GIVE_BACK)
        act.record(
            promising.OwedReturned(commitment=owed.pk, kind=owed.kind, due=due), cases=cases(owed)
        )


def decline(owed: Commitment, *, reason: str, by: Actor, at: datetime) -> None:
    """Who was asked says no; the owner is told why."""
    said = check_words(reason, "reason", _("Say why, so that the owner can find another way."))
    with acting(owed, by=by, at=at) as act:
        owed, problem, waiting = _answered(act, owed)
        check(may.may_decline(owed, by, waiting=waiting))
        answer = act.body(said)
        act.change(problem, changed_since_news=True)
        take(act, owed, Turn.DECLINE, answer=answer)
        act.record(
            promising.OwedDeclined(commitment=owed.pk, kind=owed.kind, reason=answer.digest),
            cases=cases(owed),
        )


def not_waiting_for_me(owed: Commitment, *, by: Actor, at: datetime) -> None:
    """The customer says that we don't wait for them: the owner must look at it."""
    with acting(owed, by=by, at=at) as act:
        owed, problem, waiting = _in_time(act, owed)
        check(may.may_not_waiting_for_me(owed, by, waiting=waiting))
        act.change(problem, unheard_since=problem.unheard_since or act.at)
        act.record(
            promising.NotWaitingForMe(commitment=owed.pk),
            cases=_cases_of(act, owed),
            internal=kinds.of(owed).internal(),
        )
        aim.run_on(act, problem, aim.Because.SAID, of=owed)


def withdraw(owed: Commitment, *, by: Actor, at: datetime) -> None:
    """It isn't needed any more."""
    with acting(owed, by=by, at=at) as act:
        owed, problem, _ = _in_time(act, owed)
        check(may.may_withdraw(owed, by))
        act.change(problem, changed_since_news=True)
        take(act, owed, Turn.WITHDRAW)
        act.record(
            promising.OwedWithdrawn(commitment=owed.pk, kind=owed.kind),
            cases=cases(owed),
            internal=kinds.of(owed).internal(),
        )


def move(commitment: Commitment, *, to: datetime, reason: str, by: Actor, at: datetime) -> None:
    """Move a promise once, before it is due, with a reason the customer reads."""
    with acting(commitment, by=by, at=at) as act:
        commitment = act.lock(commitment)
        problem, kind = act.lock(commitment.problem), kinds.of(commitment)
        check(may.may_move(commitment, by, act.at))
        to = check_move(due=commitment.due, to=to, at=act.at, reason=reason)
        was = commitment.due
        said = act.body(reason.strip())
        kind.on_time(act, problem, commitment, to)
        take(act, commitment, Turn.MOVE, moved_at=act.at, first_due=was, moved_because=said)
        act.record(
            promising.PromiseMoved(
                commitment=commitment.pk,
                kind=commitment.kind,
                was=was,
                due=to,
                reason=said.digest,
            ),
            cases=cases(commitment),
            internal=kind.internal(),
        )


def _in_time(act: Act, owed: Commitment) -> tuple[Commitment, Problem, bool]:
    """What is owed now, its problem, and whether the case in which a customer speaks waits."""
    waiting = True
    if act.by.kind == ActorKind.CONTACT and act.by.case:
        theirs = act.rows(Case.objects.filter(pk=act.by.case))
        waiting = any(case.is_waiting for case in theirs)
    owed = in_time(act, act.lock(owed))
    return owed, act.lock(owed.problem), waiting


def _answered(act: Act, owed: Commitment) -> tuple[Commitment, Problem, bool]:
    """The same, for who answers: of a team that was asked the first who does owes it."""
    owed, problem, waiting = _in_time(act, owed)
    who = act.by.id if act.by.kind == ActorKind.STAFF else None
    if owed.asks_team and who and who != owed.debtor_id:
        assert owed.team_id is not None
        if answers_for(who, owed.team_id, who_is_on_duty(act.at)):
            machine.hand_over(act, owed, who)
    return owed, problem, waiting


def _cases_of(act: Act, owed: Commitment) -> tuple[UUID, ...]:
    """Whom the entry of an act concerns: what a customer does themselves is for them alone."""
    theirs = act.by.kind == ActorKind.CONTACT and owed.case_id is None
    return (act.by.case,) if theirs and act.by.case else cases(owed)
