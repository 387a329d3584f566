"""Whose contacts may change, and by whom."""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Access, Contact, Customer
from buckstop.people.permissions.customers import is_there
from buckstop.people.roles import Capability, can


def may_add(customer: Customer) -> Refusal | None:
    """Of a customer that is one of its own."""
    return is_there(customer)


def may_change(customer: Customer) -> Refusal | None:
    """Of a customer that is one of its own."""
    return is_there(customer)


def may_let_see(
    customer: Customer, actor: Actor, theirs: Contact | None, *, drops_last: bool = False
) -> Refusal | None:
    """The desk, and who administers the customer’s people: `theirs` is as whom of them they act.

    `drops_last`: it would leave nobody of theirs who administers, which the desk alone may do.
    """
    if refusal := is_there(customer) or _manages(actor, theirs):
        return refusal
    if drops_last and actor.kind == ActorKind.CONTACT:
        sentence = _("Nobody else administers your people: let somebody do that first, or ask us.")
        return Refusal("last", sentence, "sees")
    return None


def may_invite(customer: Customer, actor: Actor, theirs: Contact | None) -> Refusal | None:
    """The same."""
    return may_let_see(customer, actor, theirs)


def may_leave_out(contact: Contact, actor: Actor, theirs: Contact | None) -> Refusal | None:
    """The same, but nobody themselves: somebody must be left who lets others in."""
    if theirs is not None and contact.pk == theirs.pk:
        return Refusal("oneself", _("Let another administrator do that, or ask us."))
    return may_let_see(contact.customer, actor, theirs)


def administers(actor: Actor, theirs: Contact | None) -> bool:
    """Whether somebody is who administers a customer's people: `theirs` is as whom they act."""
    return (
        actor.kind == ActorKind.CONTACT
        and theirs is not None
        and theirs.person_id == actor.id
        and theirs.ended_at is None
        and theirs.sees == Access.ADMINISTRATOR
    )


def _manages(actor: Actor, theirs: Contact | None) -> Refusal | None:
    if administers(actor, theirs) or can(actor, Capability.OWN):
        return None
    return Refusal("not-theirs", _("Only who administers your people can do that."))
