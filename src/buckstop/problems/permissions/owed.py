"""Who may ask for something, and who may say what of it: yes, later, done, no, not needed.

What is late is missed first, and its verb is then about what is owed instead, which is asked for
anew (`kind.in_time`): so a row that is late is here what it will be by then.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.coverage.models import Team
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Person
from buckstop.problems.commitments import kind as kinds
from buckstop.problems.commitments import machine
from buckstop.problems.commitments.machine import Turn
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.permissions.actors import goes_on, is_on, only_desk, works_on
from buckstop.problems.rules.acting import is_desk


def may_owe(
    problem: Problem, actor: Actor, *, debtor: Person | None = None, case: Case | None = None
) -> Refusal | None:
    """The desk asks, of who is there, for a customer who waits or for all."""
    if refusal := works_on(problem, actor):
        return refusal
    if case is not None and (refusal := is_on(case, problem) or goes_on(case.is_waiting)):
        return refusal
    if debtor is None or debtor.is_active:
        return None
    return Refusal("gone", _("%(debtor)s isn't here any more.") % {"debtor": debtor}, "debtor")


def may_add_step(
    problem: Problem, actor: Actor, *, debtor: Person | None = None, case: Case | None = None
) -> Refusal | None:
    """A step is asked of anybody, ours or theirs."""
    return may_owe(problem, actor, debtor=debtor, case=case)


def may_ask(problem: Problem, actor: Actor, *, of: Person | None = None) -> Refusal | None:
    """Of colleagues alone."""
    if of is not None and not of.is_staff_member:
        return Refusal("not-staff", _("Ask a customer with a step of the plan."), "of")
    return may_owe(problem, actor, debtor=of)


def may_ask_team(problem: Problem, actor: Actor, *, team: Team | None = None) -> Refusal | None:
    """While it is there."""
    if team is not None and team.ended_at is not None:
        return Refusal("ended", _("That team has ended."), "of")
    return may_owe(problem, actor)


def may_look_again(problem: Problem, actor: Actor) -> Refusal | None:
    """Somebody of the desk, of what runs."""
    if not actor.is_person:
        return Refusal("not-desk", _("Only people of the desk can do that."))
    return works_on(problem, actor)


def may_promise(
    owed: Commitment, actor: Actor, *, waiting: bool = True, of_team: bool = False
) -> Refusal | None:
    """Who was asked; saying so again does nothing. `waiting`: whether a customer's own case is;
    `of_team`: whether the actor can answer for the team that was asked."""
    return _open(owed, Turn.PROMISE, actor, waiting) or answers(owed, actor, of_team)


def may_counter(
    owed: Commitment, actor: Actor, at: datetime, *, waiting: bool = True, of_team: bool = False
) -> Refusal | None:
    """Who was asked and has promised nothing yet."""
    if refusal := _open(owed, Turn.COUNTER, actor, waiting) or answers(owed, actor, of_team):
        return refusal
    return None if owed.is_late(at) else machine.refusal(owed, Turn.COUNTER)


def may_report(
    owed: Commitment, actor: Actor, *, waiting: bool = True, of_team: bool = False
) -> Refusal | None:
    """Who owes it, and the desk."""
    if refusal := _open(owed, Turn.REPORT, actor, waiting):
        return refusal
    if not answers(owed, actor, of_team) or is_desk(actor):
        return None
    return Refusal("not-yours", _("Somebody else owes this."))


def may_decline(
    owed: Commitment, actor: Actor, *, waiting: bool = True, of_team: bool = False
) -> Refusal | None:
    """Who was asked."""
    return _open(owed, Turn.DECLINE, actor, waiting) or answers(owed, actor, of_team)


def may_not_waiting_for_me(
    owed: Commitment, actor: Actor, *, waiting: bool = True
) -> Refusal | None:
    """Who was asked, where they could as well say that it is done."""
    return _open(owed, Turn.REPORT, actor, waiting) or answers(owed, actor)


def may_accept(owed: Commitment, actor: Actor) -> Refusal | None:
    """The desk finds it done."""
    return only_desk(actor) or _open(owed, Turn.ACCEPT, actor)


def may_give_back(owed: Commitment, actor: Actor) -> Refusal | None:
    """The desk finds it not done, where somebody said that it is."""
    if refusal := only_desk(actor) or _open(owed, Turn.GIVE_BACK, actor):
        return refusal
    return machine.refusal(owed, Turn.GIVE_BACK)


def may_withdraw(owed: Commitment, actor: Actor) -> Refusal | None:
    """The desk needs it no more."""
    return only_desk(actor) or _open(owed, Turn.WITHDRAW, actor)


def may_move(owed: Commitment, actor: Actor, at: datetime) -> Refusal | None:
    """The desk, once, before it is due. Nothing is missed first: it is too late then."""
    if refusal := only_desk(actor):
        return refusal
    if Turn.MOVE not in kinds.of(owed).turns:
        return Refusal("not-owed", _("This isn't promised any more."))
    if refusal := machine.refusal(owed, Turn.MOVE):
        return refusal
    if owed.moved_at is not None:
        sentence = _("This promise was moved once already; it can't be moved again.")
        return Refusal("moved-before", sentence)
    if at >= owed.due:
        return Refusal("too-late", _("This promise is already due; send what you have."))
    return None


def answers(owed: Commitment, actor: Actor, of_team: bool = False) -> Refusal | None:
    """Only who was asked can answer; where it was a team, whoever of it is the first; of some kinds
    the desk may note what they said."""
    if of_team and owed.asks_team:
        return None
    if actor.id == owed.debtor_id or (kinds.of(owed).noted_by_desk and is_desk(actor)):
        return None
    return Refusal("not-asked", _("Somebody else was asked; only they can answer."))


def _open(owed: Commitment, turn: Turn, actor: Actor, waiting: bool = True) -> Refusal | None:
    """It is still owed, its kind leaves the turn open, and a customer's own case goes on."""
    if actor.kind == ActorKind.CONTACT and (refusal := goes_on(waiting)):
        return refusal
    if owed.is_owed and turn in kinds.of(owed).turns:
        return None
    return Refusal("not-owed", _("This isn't owed any more."))
