"""Late is missed, by whichever verb comes upon it first: the clock's or one that would end it.

A verb that ends, keeps, moves or hands over what is owed takes what `in_time` gives it: where the
time has passed, the miss is on record and the verb goes on with what is owed instead.
"""

from datetime import datetime
from uuid import UUID

from buckstop.coverage.queries import leaders
from buckstop.ledger.transaction import Act
from buckstop.problems.actions.commitments import end, promise_news
from buckstop.problems.entries import promising
from buckstop.problems.entries.owning import HandoffLapsed
from buckstop.problems.models import Commitment, Escalation, Problem
from buckstop.problems.models.commitment import CommitmentKind, CommitmentState
from buckstop.problems.queries.desk import Desk, desk
from buckstop.problems.rules.promises import ANSWER_ESCALATION_WITHIN, NEWS_AFTER_A_MISS_WITHIN


def in_time(act: Act, commitment: Commitment) -> Commitment:
    """Part of verbs: `commitment`; or what is owed instead, since its time has passed.

    An offer that wasn't answered in time has lapsed: it comes back ended.
    """
    while commitment.state == CommitmentState.MISSED:
        commitment = act.rows(Commitment.objects.filter(follows=commitment))[0]
    if commitment.is_owed and commitment.is_late(act.at):
        return attend(act, commitment, desk(act.at))
    return commitment


def attend(act: Act, late: Commitment, known: Desk) -> Commitment:
    """Part of verbs: its time has passed. Returns what is owed instead; of an offer, itself."""
    act = act.by_the_desk()
    if late.kind == CommitmentKind.UPDATE:
        return _miss_news(act, late, known)
    if late.kind == CommitmentKind.HANDOFF:
        return _lapse(act, late)
    if late.kind == CommitmentKind.ESCALATION:
        return _climb(act, late, known)
    return _miss_owed(act, late, known)


def watch(problem: Problem, known: Desk) -> UUID:
    """Who can be reached now: the owner when on duty, else who is on shift, else the buck."""
    if problem.owner_id in known.duty.on_shift:
        return problem.owner_id
    return min(known.duty.watch, key=str)


def _miss_news(act: Act, missed: Commitment, known: Desk) -> Commitment:
    """Missed, for ever on record; the watch owes the next news, soon."""
    problem = act.lock(missed.problem)
    debtor = watch(problem, known)
    due = known.level.after(act.at, NEWS_AFTER_A_MISS_WITHIN)
    end(act, missed, CommitmentState.MISSED)
    successor = promise_news(act, problem, debtor=debtor, due=due, follows=missed)
    act.record(
        promising.NewsMissed(
            commitment=missed.pk,
            debtor=missed.debtor_id,
            due=missed.due,
            successor=successor.pk,
            next_due=due,
            next_debtor=debtor,
        ),
        on=problem,
    )
    return successor


def _miss_owed(act: Act, missed: Commitment, known: Desk) -> Commitment:
    end(act, missed, CommitmentState.MISSED)
    due = known.level.after(act.at, known.level.news_while_hurting)
    successor = _successor(act, missed, debtor=missed.debtor_id, due=due)
    act.record(
        promising.OwedMissed(
            commitment=missed.pk,
            kind=missed.kind,
            debtor=missed.debtor_id,
            due=missed.due,
            successor=successor.pk,
            next_due=due,
        ),
        on=missed.problem,
    )
    return successor


def _climb(act: Act, asked: Commitment, known: Desk) -> Commitment:
    """No answer in time; the next leader above owes it."""
    above = [p.pk for p in leaders()]
    later = above[above.index(asked.debtor_id) + 1 :] if asked.debtor_id in above else above
    next_one = later[0] if later else known.duty.buck_stops_with
    end(act, asked, CommitmentState.MISSED)
    due = known.level.after(act.at, ANSWER_ESCALATION_WITHIN)
    successor = _successor(act, asked, debtor=next_one, due=due)
    before = act.lock(Escalation.objects.get(pk=asked.pk))
    act.add(Escalation(commitment=successor, by_customer=before.by_customer, climbed_from=before))
    act.record(
        promising.EscalationClimbed(
            commitment=asked.pk,
            successor=successor.pk,
            debtor=next_one,
            due=asked.due,
            next_due=due,
        ),
        on=asked.problem,
        cases=(asked.case_id,) if asked.case_id else (),
    )
    return successor


def _successor(act: Act, missed: Commitment, *, debtor: UUID, due: datetime) -> Commitment:
    return act.add(
        Commitment(
            problem=missed.problem,
            case=missed.case,
            kind=missed.kind,
            state=CommitmentState.REQUESTED,
            debtor_id=debtor,
            creditor_id=missed.creditor_id,
            what=missed.what,
            made_at=act.at,
            due=due,
            attend_at=due,
            follows=missed,
        )
    )


def _lapse(act: Act, asked: Commitment) -> Commitment:
    """Nobody answered the offer in time."""
    end(act, asked, CommitmentState.WITHDRAWN, lapsed=True)
    act.record(HandoffLapsed(handoff=asked.pk, to=asked.debtor_id), on=asked.problem)
    return asked


def lapse(act: Act, asked: Commitment) -> None:
    """Part of verbs: who was asked can't answer any more."""
    _lapse(act.by_the_desk(), asked)
