"""Who may change what we know of suppliers, ask them, and say what of it.

Whoever works at the desk, while the supplier is there; of an ask also whoever of the supplier was
asked. What the conversation itself allows, the verbs of `problems` say.
"""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refusal
from buckstop.problems.commitments import machine
from buckstop.problems.commitments.machine import Turn
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.permissions.actors import is_a, only_desk
from buckstop.problems.permissions.owed import may_owe
from buckstop.suppliers.models import Ask, Supplier, SupplierPerson


def may_change_supplier(supplier: Supplier) -> Refusal | None:
    """While it is there."""
    return _is_there(supplier)


def may_add_person(supplier: Supplier) -> Refusal | None:
    """While the supplier is there."""
    return _is_there(supplier)


def may_change_person(supplier: Supplier) -> Refusal | None:
    """While the supplier is there."""
    return _is_there(supplier)


def may_ask_supplier(
    problem: Problem, actor: Actor, *, of: SupplierPerson | None = None
) -> Refusal | None:
    """The desk, somebody who is of the supplier, while the problem runs."""
    if of is not None:
        if refusal := _is_there(of.supplier):
            return refusal
        if of.until is not None:
            return Refusal("gone", _("They are of that supplier no more."), "whom")
    return may_owe(problem, actor, debtor=of.person if of else None)


def may_answer(ask: Ask, owed: Commitment, actor: Actor) -> Refusal | None:
    """Whoever of the supplier was asked; the desk, which notes what they said."""
    if not owed.is_owed:
        return Refusal("not-owed", _("This isn’t asked any more. Thank you all the same."))
    if actor.kind == ActorKind.SUPPLIER:
        return None if actor.id == owed.debtor_id else _somebody_else()
    return only_desk(actor)


def may_say_time(ask: Ask, owed: Commitment, actor: Actor) -> Refusal | None:
    """Who may answer; a time that was promised may be moved once."""
    if refusal := may_answer(ask, owed, actor):
        return refusal
    if not machine.may(owed, Turn.MOVE):
        return Refusal("not-owed", _("You said already that it is done."))
    if owed.moved_at is not None:
        return Refusal(
            "moved-before", _("That time was moved once already. Tell us what you have.")
        )
    return None


def may_insist(ask: Ask, owed: Commitment, actor: Actor) -> Refusal | None:
    """The desk, where they promised another time than was asked for."""
    if refusal := only_desk(actor) or machine.refusal(owed, Turn.INSIST):
        return refusal
    if owed.due > ask.asked_due:
        return None
    return Refusal("in-time", _("They promised it by the time that you asked for."))


def may_say_done(ask: Ask, owed: Commitment, actor: Actor) -> Refusal | None:
    """Who may answer."""
    return may_answer(ask, owed, actor)


def may_say_no(ask: Ask, owed: Commitment, actor: Actor) -> Refusal | None:
    """Who may answer."""
    return may_answer(ask, owed, actor)


def may_write_to_supplier(actor: Actor) -> Refusal | None:
    """The desk, also when it has ended."""
    return only_desk(actor)


def may_write_to_us(actor: Actor) -> Refusal | None:
    """Everybody who was or is asked, also when it has ended; the desk notes what they wrote."""
    return None if actor.kind == ActorKind.SUPPLIER else only_desk(actor)


def may_pass_on(
    ask: Ask, owed: Commitment, actor: Actor, *, to: SupplierPerson | None = None
) -> Refusal | None:
    """Who may answer, to somebody else of the same supplier."""
    if refusal := may_answer(ask, owed, actor):
        return refusal
    if to is None:
        return None
    if to.supplier_id != ask.supplier_id or to.until is not None:
        return Refusal("of-another", _("Choose somebody of yours."), "to")
    return _with_another(owed, to)


def may_pass_on_to_new(
    ask: Ask, owed: Commitment, actor: Actor, *, ours: bool = True
) -> Refusal | None:
    """Who may answer; who is of the supplier only to somebody with an address of their house."""
    if refusal := may_answer(ask, owed, actor):
        return refusal
    if actor.kind == ActorKind.SUPPLIER and not ours:
        said = _("Write an address of your own house, or ask us to add them.")
        return Refusal("of-another", said, "email")
    return None


def may_withdraw_links(ask: Ask, actor: Actor) -> Refusal | None:
    """Whoever of the supplier has one, and the desk."""
    return None if actor.kind == ActorKind.SUPPLIER else only_desk(actor)


def may_tell_plan_b(step: Commitment, actor: Actor) -> Refusal | None:
    """The desk, while it is owed."""
    if refusal := only_desk(actor) or is_a(step, "plan-b"):
        return refusal
    if step.is_owed:
        return None
    return Refusal("not-owed", _("This isn’t owed any more."))


def may_note_ticket(actor: Actor) -> Refusal | None:
    """The desk."""
    return only_desk(actor)


def _with_another(owed: Commitment, to: SupplierPerson) -> Refusal | None:
    if to.person_id != owed.debtor_id:
        return None
    return Refusal("same-person", _("It is with them already."), "to")


def _somebody_else() -> Refusal:
    return Refusal("not-asked", _("Somebody else of yours was asked; only they can answer."))


def _is_there(supplier: Supplier) -> Refusal | None:
    if supplier.ended_at is None:
        return None
    return Refusal("ended", _("That supplier has ended."))
