"""Somebody above is asked to step in, and answers by a time."""

from datetime import datetime
from uuid import UUID

from buckstop.coverage.queries import leaders
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Person
from buckstop.problems.actions.commitments import end
from buckstop.problems.actions.lateness import in_time
from buckstop.problems.entries import promising
from buckstop.problems.models import Case, Commitment, Escalation, Problem
from buckstop.problems.models.commitment import CommitmentKind, CommitmentState
from buckstop.problems.queries.desk import desk, level
from buckstop.problems.rules import acting as who
from buckstop.problems.rules.promises import ANSWER_ESCALATION_WITHIN, check_due


def escalate(
    problem: Problem,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    case: Case | None = None,
    to: Person | None = None,
    due: datetime | None = None,
) -> Commitment:
    """Ask a leader to step in. By a contact (`case` given) or by staff; one open for each case."""
    said = who.check_words(reason, "reason", "Say why, so that they can help at once.")
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        who.check_running(problem.state)
        _check_case(act, problem, case)
        _check_none_open(act, problem, case)
        if to is not None:
            who.check_leads(role=to.role, active=to.is_active)
        leader = to.pk if to else _first_leader(problem, act.at)
        due = due or level().after(act.at, ANSWER_ESCALATION_WITHIN)
        due = check_due(due, act.at)
        asked = _ask(act, problem, leader, due, said, case)
        act.add(Escalation(commitment=asked, by_customer=by.kind == ActorKind.CONTACT))
        act.change(problem, changed_since_news=True)
        act.record(
            promising.Escalated(
                commitment=asked.pk,
                debtor=leader,
                due=due,
                reason=digest_of(asked.what),
                by_customer=by.kind == ActorKind.CONTACT,
            ),
            cases=(case.pk,) if case else (),
            internal=by.kind != ActorKind.CONTACT,
        )
    return asked


def _check_case(act: Act, problem: Problem, case: Case | None) -> None:
    if case is not None:
        case = act.lock(case)
        who.check_case_is_on(problem.pk, case.problem_id)
        who.check_goes_on(waiting=case.is_waiting)
    if act.by.kind == ActorKind.CONTACT and (case is None or case.contact_id != act.by.id):
        raise Refused("not-yours", "This case belongs to somebody else.")


def _check_none_open(act: Act, problem: Problem, case: Case | None) -> None:
    already = Commitment.objects.filter(
        problem=problem, kind=CommitmentKind.ESCALATION, case=case, ended_at=None
    )
    if already.exists():
        raise Refused("open-already", "Somebody above has been asked already and owes an answer.")


def _first_leader(problem: Problem, at: datetime) -> UUID:
    """The nearest leader who isn't the owner, of those on shift where any is; in a house of one,
    whoever the buck stops with."""
    duty = desk(at).duty
    others = [person.pk for person in leaders() if person.pk != problem.owner_id]
    there = [key for key in others if key in duty.on_shift]
    return next(iter([*there, *others]), duty.buck_stops_with)


def _ask(
    act: Act, problem: Problem, leader: UUID, due: datetime, reason: str, case: Case | None
) -> Commitment:
    return act.add(
        Commitment(
            problem=problem,
            case=case,
            kind=CommitmentKind.ESCALATION,
            state=CommitmentState.REQUESTED,
            debtor_id=leader,
            creditor_id=act.by.id if act.by.is_person else problem.owner_id,
            what=act.body(reason),
            made_at=act.at,
            due=due,
            attend_at=due,
        )
    )


def answer(
    asked: Commitment, *, text: str, backs_owner: bool, by: Actor, at: datetime
) -> Escalation:
    """The leader answers; “Ana has my backing” is an answer."""
    said = who.check_words(text, "text", "Say what you decided.")
    with acting(asked, by=by, at=at) as act:
        asked = act.lock(asked)
        if by.id != asked.debtor_id and not (by.kind == ActorKind.STAFF and _leads(by)):
            raise Refused("not-asked", "A leader was asked; only a leader can answer.")
        asked = in_time(act, asked)
        if not asked.is_owed:
            raise Refused("not-owed", "This was answered already.")
        problem = act.lock(asked.problem)
        body = act.body(said)
        act.change(asked, answer=body)
        end(act, asked, CommitmentState.KEPT)
        escalation = act.rows(Escalation.objects.filter(pk=asked.pk))[0]
        act.change(escalation, backs_owner=backs_owner)
        act.change(problem, changed_since_news=True)
        act.record(
            promising.EscalationAnswered(
                commitment=asked.pk, backs_owner=backs_owner, answer=body.digest
            ),
            cases=(asked.case_id,) if asked.case_id else (),
            internal=not escalation.by_customer,
        )
    return escalation


def _leads(by: Actor) -> bool:
    return by.role in ("lead", "executive", "admin")


def credit(escalation: Escalation, *, by: Actor, at: datetime) -> None:
    """The leader says that being asked early helped; only staff are credited, and only once."""
    with acting(escalation.commitment, by=by, at=at) as act:
        escalation = act.lock(escalation)
        asked = act.lock(escalation.commitment)
        if escalation.by_customer or asked.creditor_id is None:
            raise Refused("by-customer", "The customer asked; there is nobody to credit.")
        if not _leads(by) or by.id == asked.creditor_id:
            raise Refused("not-asked", "Only a leader can say that it helped.")
        if escalation.credited_at is None:
            act.change(escalation, credited_at=act.at)
            act.record(
                promising.EscalationCredited(commitment=asked.pk, raised_by=asked.creditor_id)
            )
