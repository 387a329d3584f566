"""The open promise of the next news: made, kept, moved, brought forward, missed."""

from datetime import datetime

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.actions import holding
from buckstop.problems.actions.commitments import (
    end,
    open_promise,
    promise_news,
    set_due,
)
from buckstop.problems.actions.lateness import in_time
from buckstop.problems.entries import promising
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.case import Held
from buckstop.problems.models.commitment import UNTOUCHED, CommitmentKind, CommitmentState
from buckstop.problems.queries.desk import level
from buckstop.problems.rules.acting import check_desk, check_running
from buckstop.problems.rules.promises import check_due, check_move

MOVABLE = (CommitmentKind.UPDATE, CommitmentKind.STEP)


def keep(
    problem: Problem,
    *,
    by: Actor,
    at: datetime,
    next_due: datetime | None = None,
    how: str = "mail",
) -> Commitment:
    """News was told: the open promise is kept, the next one made; returns the next one.

    What changed no step, understanding or ask since the last news is marked *no news*. `next_due`
    empty takes the service level's time.
    """
    with acting(problem, by=by, at=at) as act:
        check_desk(by)
        problem = act.lock(problem)
        check_running(problem.state)
        if next_due is None:
            next_due = level().next_news_due(act.at, hurts_badly=problem.hurts == 2)
        next_due = check_due(next_due, act.at)
        kept = in_time(act, open_promise(act, problem))
        end(act, kept, CommitmentState.KEPT)
        act.record(
            promising.NewsSent(commitment=kept.pk, news=problem.changed_since_news, how=how),
            on=problem,
        )
        act.change(
            problem,
            empty_updates=0 if problem.changed_since_news else problem.empty_updates + 1,
            changed_since_news=False,
        )
        return promise_news(act, problem, debtor=problem.owner_id, due=next_due, follows=kept)


def move(commitment: Commitment, *, to: datetime, reason: str, by: Actor, at: datetime) -> None:
    """Move a promise once, before it is due, with a reason the customer reads."""
    with acting(commitment, by=by, at=at) as act:
        check_desk(by)
        commitment = act.lock(commitment)
        problem = act.lock(commitment.problem)
        if commitment.kind not in MOVABLE or commitment.state not in UNTOUCHED:
            raise Refused("not-owed", "This isn't promised any more.")
        to = check_move(
            due=commitment.due,
            to=to,
            at=act.at,
            moved=commitment.moved_at is not None,
            reason=reason,
        )
        was = commitment.due
        said = act.body(reason.strip())
        set_due(act, problem, commitment, to)
        act.change(commitment, moved_at=act.at, first_due=was, moved_because=said)
        act.record(
            promising.PromiseMoved(
                commitment=commitment.pk,
                kind=commitment.kind,
                was=was,
                due=to,
                reason=said.digest,
            ),
            cases=(commitment.case_id,) if commitment.case_id else (),
        )


def bring_forward(act: Act, problem: Problem, due: datetime) -> None:
    """Part of verbs: promise the next news earlier; nothing happens where it is early enough."""
    act = act.by_the_desk()
    commitment = in_time(act, open_promise(act, problem))
    if due < commitment.due:
        was = commitment.due
        set_due(act, problem, commitment, due)
        act.record(
            promising.PromiseBroughtForward(commitment=commitment.pk, was=was, due=due), on=problem
        )


def owe_again(case: Case, *, why: str, by: Actor, at: datetime) -> None:
    """News didn't reach the customer of `case` (`why`: bounced, failed, uncertain): owed again.

    The open promise is due as soon as a first word would be, and its owner owes it. Was the
    question whether it is solved lost with it, the clock doesn't count until somebody decides.
    Nothing happens where the case has ended.
    """
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        problem = act.lock(case.problem)
        if not case.is_waiting:
            return
        made = promising.NewsNotReceived(case=case.pk, contact=case.contact_id, why=why)
        act.record(made, on=problem, cases=(case.pk,))
        holding.hold(act, case, problem, because=Held.UNREACHED)
        owed = in_time(act, open_promise(act, problem))
        if owed.debtor_id != problem.owner_id:
            act.change(owed, debtor_id=problem.owner_id)
            act.record(
                promising.NewsDebtorChanged(
                    commitment=owed.pk, debtor=problem.owner_id, due=owed.due
                ),
                on=problem,
            )
        bring_forward(act, problem, level().first_news_due(act.at))
