"""Somebody above is asked to step in, and answers by a time."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.coverage.queries import leaders, who_is_on_duty
from buckstop.coverage.rules.ladders import Rung, When, Whom
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Person
from buckstop.problems import models
from buckstop.problems.actions.levels import times_for
from buckstop.problems.commitments import machine
from buckstop.problems.commitments.kind import Kind, OneOpen, heir_by_ladder, in_time, make
from buckstop.problems.commitments.machine import Turn, cases, take
from buckstop.problems.entries import promising
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.permissions import escalation as may
from buckstop.problems.rules.acting import check_words
from buckstop.problems.rules.climbing import first_above
from buckstop.problems.rules.order import Expected
from buckstop.problems.rules.promises import ANSWER_ESCALATION_WITHIN, check_due
from buckstop.problems.rules.routing import Routing


class Escalation(Kind, code="escalation"):
    """By a customer, who sees it, or by staff; unanswered, it climbs."""

    one = gettext_noop("an escalation")
    begins = gettext_noop("An escalation")
    label = gettext_noop("Escalation")
    customers_see = {"escalation__by_customer": True}
    turns = frozenset()
    one_open = OneOpen.OF_CASE
    open_already = may.ASKED_ALREADY
    still_tells = ("kept", "declined", "withdrawn", "missed")
    customers_ask = True
    ladder = (Rung(When.AFTER, 0, Whom.ABOVE),)
    related = ("escalation",)
    work = Expected(minutes=10, asks=gettext_noop("You are asked to step in."), answers=True)
    asked = gettext_noop("%(who)s asks you to step in")
    to_ask = gettext_noop("asked for somebody above")
    awaits = gettext_noop("%(who)s was asked to step in and answers you %(by)s.")
    awaits_late = gettext_noop("%(who)s was asked to step in and owes you an answer.")

    @classmethod
    def stands(cls, owed: Commitment) -> str:
        if owed.state == CommitmentState.KEPT:
            backed = owed.escalation.backs_owner
            said = gettext_noop("the owner has their backing")
            return said if backed else gettext_noop("answered")
        if not owed.is_owed:
            return ""
        said = gettext_noop("the customer asked them")
        return said if owed.escalation.by_customer else gettext_noop("asked to step in")

    @classmethod
    def heir(cls, act: Act, owed: Commitment, there: Routing) -> UUID:
        return heir_by_ladder(act, owed, there)

    @classmethod
    def on_late(cls, act: Act, owed: Commitment, there: Routing) -> Commitment:
        """No answer in time; who is next above and there owes it."""
        next_one = cls.heir(act, owed, there)
        times = times_for(act, owed.problem, there.on_duty.levels)
        due = times.after(act.at, ANSWER_ESCALATION_WITHIN)
        successor = machine.succeed(act, owed, debtor=next_one, due=due)
        before = act.rows(models.Escalation.objects.filter(pk=owed.pk))[0]
        act.add(
            models.Escalation(
                commitment=successor, by_customer=before.by_customer, climbed_from=before
            )
        )
        act.record(
            promising.EscalationClimbed(
                commitment=owed.pk,
                successor=successor.pk,
                debtor=next_one,
                due=owed.due,
                next_due=due,
            ),
            on=owed.problem,
            cases=cases(owed),
        )
        return successor

    @classmethod
    def on_debtor_leaves(cls, act: Act, problem: Problem, owed: Commitment, there: Routing) -> None:
        machine.hand_over(act, owed, there.on_duty.desk(problem.team_id).buck_stops_with)


def open_above(owed: Iterable[Commitment], *, case: UUID | None) -> Commitment | None:
    """The open one for `case`, or for none, among what is owed on a problem."""
    of_it = (row for row in owed if row.kind == Escalation.code and row.case_id == case)
    return next((row for row in of_it if row.is_owed), None)


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
    said = check_words(reason, "reason", _("Say why, so that they can help at once."))
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        case = act.lock(case) if case else None
        check(may.may_escalate(problem, by, case=case, to=to))
        leader = to.pk if to else _first_leader(problem, act.at)
        due = due or times_for(act, problem).after(act.at, ANSWER_ESCALATION_WITHIN)
        due = check_due(due, act.at)
        asked = make(
            act,
            Escalation,
            problem,
            debtor=leader,
            due=due,
            creditor=by.id if by.is_person else problem.owner_id,
            what=said,
            case=case,
        )
        act.add(models.Escalation(commitment=asked, by_customer=by.kind == ActorKind.CONTACT))
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


def _first_leader(problem: Problem, at: datetime) -> UUID:
    above = [person.pk for person in leaders()]
    on_duty = who_is_on_duty(at)
    return first_above(on_duty, problem.team_id, owner=problem.owner_id, leaders=above)


def answer(
    asked: Commitment, *, text: str, backs_owner: bool, by: Actor, at: datetime
) -> models.Escalation:
    """The leader answers; “Ana has my backing” is an answer."""
    said = check_words(text, "text", _("Say what you decided."))
    with acting(asked, by=by, at=at) as act:
        asked = act.lock(asked)
        first_asked, asked = asked.debtor_id, in_time(act, asked)
        check(may.may_answer(asked, by, first_asked=first_asked))
        problem = act.lock(asked.problem)
        body = act.body(said)
        take(act, asked, Turn.ACCEPT, answer=body)
        escalation = act.rows(models.Escalation.objects.filter(pk=asked.pk))[0]
        act.change(escalation, backs_owner=backs_owner)
        act.change(problem, changed_since_news=True)
        act.record(
            promising.EscalationAnswered(
                commitment=asked.pk, backs_owner=backs_owner, answer=body.digest
            ),
            cases=cases(asked),
            internal=not escalation.by_customer,
        )
    return escalation


def credit(escalation: models.Escalation, *, by: Actor, at: datetime) -> None:
    """The leader says that being asked early helped; only staff are credited, and only once."""
    with acting(escalation.commitment, by=by, at=at) as act:
        escalation = act.lock(escalation)
        asked = act.lock(escalation.commitment)
        check(may.may_credit(escalation, asked, by))
        assert asked.creditor_id is not None
        if escalation.credited_at is None:
            act.change(escalation, credited_at=act.at)
            act.record(
                promising.EscalationCredited(commitment=asked.pk, raised_by=asked.creditor_id)
            )
