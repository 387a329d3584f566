"""Ownership is offered, and moves with the next owner's word."""

from datetime import datetime

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Person
from buckstop.problems.actions import tenures
from buckstop.problems.actions.commitments import end
from buckstop.problems.actions.lateness import in_time
from buckstop.problems.entries import owning
from buckstop.problems.models import Commitment, Handoff, Problem, Tenure
from buckstop.problems.models.commitment import CommitmentKind, CommitmentState
from buckstop.problems.queries.desk import level
from buckstop.problems.rules import acting as who
from buckstop.problems.rules.promises import ANSWER_OFFER_WITHIN, check_due


def offer(
    problem: Problem,
    *,
    to: Person,
    brief: str,
    by: Actor,
    at: datetime,
    answer_by: datetime | None = None,
) -> Handoff:
    """Ask `to` to become the owner; the present owner stays accountable until they accept."""
    said = who.check_words(brief, "brief", "Tell them what they must know to own it.")
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        who.check_running(problem.state)
        who.check_offer(
            owner=problem.owner_id, to=to.pk, to_role=to.role, to_active=to.is_active, by=by
        )
        if act.rows(Commitment.objects.filter(problem=problem, kind="handoff", ended_at=None)):
            raise Refused(
                "offered-already", "It is offered to somebody already; take that back first."
            )
        answer_by = answer_by or level().after(act.at, ANSWER_OFFER_WITHIN)
        answer_by = check_due(answer_by, act.at)
        asked = Commitment(
            problem=problem,
            kind=CommitmentKind.HANDOFF,
            state=CommitmentState.REQUESTED,
            debtor=to,
            creditor_id=problem.owner_id,
            made_at=act.at,
            due=answer_by,
            attend_at=answer_by,
        )
        handoff = Handoff(commitment=act.add(asked), brief=act.body(said))
        act.add(handoff)
        act.record(
            owning.HandoffOffered(
                handoff=asked.pk, to=to.pk, brief=handoff.brief.digest, answer_by=answer_by
            )
        )
    return handoff


def accept(handoff: Handoff, *, by: Actor, at: datetime) -> Problem:
    """Become the owner: from this instant the one who accepted is accountable."""
    with acting(handoff.commitment, by=by, at=at) as act:
        asked, problem = _still_open(act, handoff)
        who.check_answer(debtor=asked.debtor_id, by=by)
        end(act, asked, CommitmentState.KEPT)
        act.record(owning.HandoffAccepted(handoff=asked.pk))
        tenures.change_owner(act, problem, asked.debtor_id, how=Tenure.How.ACCEPTED)
    return problem


def decline(handoff: Handoff, *, reason: str, by: Actor, at: datetime) -> None:
    """Say no; as if it had not been offered, except on the record."""
    with acting(handoff.commitment, by=by, at=at) as act:
        asked, _ = _still_open(act, handoff)
        who.check_answer(debtor=asked.debtor_id, by=by)
        said = act.body(reason.strip() or "—")
        act.change(asked, answer=said)
        end(act, asked, CommitmentState.DECLINED)
        act.record(owning.HandoffDeclined(handoff=asked.pk, reason=said.digest))


def withdraw(handoff: Handoff, *, by: Actor, at: datetime) -> None:
    """Take the offer back before it is answered."""
    with acting(handoff.commitment, by=by, at=at) as act:
        asked, problem = _still_open(act, handoff)
        if by.id not in (problem.owner_id, asked.creditor_id) and not who.is_desk(by):
            raise Refused("not-owner", "Only its owner can take the offer back.")
        _withdraw(act, asked)


def _withdraw(act: Act, asked: Commitment) -> None:
    end(act, asked, CommitmentState.WITHDRAWN)
    act.record(owning.HandoffWithdrawn(handoff=asked.pk, to=asked.debtor_id), on=asked.problem)


def drop_open_offer(act: Act, problem: Problem) -> None:
    """Part of verbs that move ownership by themselves: an open offer has no sense any more."""
    for asked in act.rows(
        Commitment.objects.filter(problem=problem, kind="handoff", ended_at=None)
    ):
        if in_time(act, asked).is_owed:
            _withdraw(act.by_the_desk(), asked)


def _still_open(act: Act, handoff: Handoff) -> tuple[Commitment, Problem]:
    asked = in_time(act, act.lock(handoff.commitment))
    if not asked.is_owed:
        raise Refused("not-open", "This offer isn't open any more.")
    return asked, act.lock(asked.problem)
