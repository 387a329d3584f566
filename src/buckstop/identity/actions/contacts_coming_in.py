"""One of a customer's people, for whom their own provider vouches, comes into the portal."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.identity import entries
from buckstop.identity import permissions as may
from buckstop.identity.models import CustomerProvider
from buckstop.identity.queries import contacts_at, spoken_for, who_lets_in
from buckstop.identity.rules import Vouched, check_of_customer
from buckstop.kit.addresses import normal
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.outbox.settings import sender
from buckstop.people.actions import contacts
from buckstop.people.models import Contact, Customer, Person


def come_in_as_contact(
    provider: CustomerProvider, vouched: Vouched, *, at: datetime
) -> list[Person]:
    """Which of the customer's people that is, by their verified address, each time anew: several
    where they share it. Who isn't known becomes one of them where the customer lets anybody of
    its domains in.

    Raises Refused with a sentence for who wants to come in.
    """
    with acting(provider.customer, by=DESK, at=at) as act:
        customer, provider = act.lock(provider.customer), act.lock(provider)
        check(may.may_come_in_as_contact(provider))
        email = normal(vouched.email)
        check_of_customer(replace(vouched, email=email), spoken_for(provider))
        found = contacts_at(customer, email) or _joined(provider, customer, vouched, email, act.at)
        if provider.proved_at is None:
            act.change(provider, proved_at=act.at)
            act.record(entries.CustomerProviderProved(provider=provider.pk, customer=customer.pk))
    return found


def _joined(
    provider: CustomerProvider, customer: Customer, vouched: Vouched, email: str, at: datetime
) -> list[Person]:
    """Who comes for the first time; they see what is theirs. Not who was let out once, and none of
    ours: an address of ours is nobody's of a customer."""
    before = Contact.objects.filter(customer=customer, person__addresses__email=email)
    ours = Person.objects.filter(email=email)
    if not provider.joins or before.exists() or ours.exists():
        raise Refused("nobody", _whom_to_ask(customer, email))
    name = vouched.name.strip() or email.partition("@")[0]
    made = contacts.add(customer, name=name, email=email, phone="", by=DESK, at=at)
    return [made.person]


def _whom_to_ask(customer: Customer, email: str) -> str:
    """For who isn't known: who can let them in."""
    told = {"email": email, "customer": customer}
    if names := who_lets_in(customer):
        says = _("%(email)s isn’t known here for %(customer)s. Who can let you in: %(who)s.")
        return says % (told | {"who": ", ".join(names)})
    says = _("%(email)s isn’t known here for %(customer)s. Write to %(desk)s, who can let you in.")
    return says % (told | {"desk": sender()})
