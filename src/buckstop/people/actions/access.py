"""What a customer's people see in the portal, and who of them are let in."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people import entries
from buckstop.people.actions import contacts
from buckstop.people.models import Access, Contact, Customer
from buckstop.people.permissions import contacts as may
from buckstop.people.queries import acting_as


def let_see(contact: Contact, *, sees: str, by: Actor, at: datetime) -> None:
    """Say which cases of the customer they see; as they do already changes nothing."""
    if sees not in Access.values:
        raise Refused("bad-access", _("Choose what they see."), "sees")
    with acting(contact.customer, by=by, at=at) as act:
        customer, contact = act.lock(contact.customer), act.lock(contact)
        if contact.sees == sees:
            check(may.may_let_see(customer, by, acting_as(customer, by)))
            return
        last = _administers_alone(contact)
        check(may.may_let_see(customer, by, acting_as(customer, by), drops_last=last))
        act.change(contact, sees=sees)
        act.record(entries.ContactSees(person=contact.person_id, customer=customer.pk, sees=sees))


def invite(
    customer: Customer, *, name: str, email: str, sees: str, by: Actor, at: datetime
) -> Contact:
    """Add one of their people, who comes in with that address and sees `sees`."""
    with acting(customer, by=by, at=at) as act:
        customer = act.lock(customer)
        check(may.may_invite(customer, by, acting_as(customer, by)))
        contact = contacts.add(customer, name=name, email=email, phone="", by=by, at=at)
        act.flush()
        let_see(contact, sees=sees, by=by, at=at)
    return contact


def leave_out(contact: Contact, *, by: Actor, at: datetime) -> None:
    """They speak for the customer no more, and come in no more. Their open cases stay theirs."""
    with acting(contact.customer, by=by, at=at):
        check(may.may_leave_out(contact, by, acting_as(contact.customer, by)))
        contacts.end(contact, by=by, at=at)


def _administers_alone(contact: Contact) -> bool:
    """Whether nobody else says who of the customer's people sees what."""
    if contact.sees != Access.ADMINISTRATOR:
        return False
    theirs = Contact.objects.filter(customer=contact.customer_id, ended_at=None)
    return not theirs.filter(sees=Access.ADMINISTRATOR).exclude(pk=contact.pk).exists()
