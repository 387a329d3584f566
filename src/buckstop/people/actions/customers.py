"""Customers and their contacts come to be known."""

from datetime import datetime

from buckstop.kit.addresses import normal
from buckstop.kit.text import storable
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import HasChain, acting
from buckstop.people import entries, rules
from buckstop.people.models import Address, Contact, Customer, Domain, Person
from buckstop.people.roles import Role


def add(
    *, name: str, by: Actor, at: datetime, domains: tuple[str, ...] = (), zone: str = ""
) -> Customer:
    """Add a customer; mail from its `domains` is from its contacts. Raises Refused where taken."""
    name = rules.check_name(name, "A customer needs a name.", most=160)
    domains = tuple(dict.fromkeys(map(rules.check_domain, domains)))
    taken = Domain.objects.filter(name__in=domains).select_related("customer").first()
    if taken:
        raise Refused("taken", f"{taken.name} belongs to {taken.customer}.", "domains")
    with acting(by=by, at=at) as act:
        customer = Customer(chain=act.begin("customer"), name=name, zone=zone, created_at=act.at)
        act.add(customer)
        for domain in domains:
            act.add(Domain(name=domain, customer=customer))
        act.record(entries.CustomerAdded(customer=customer.pk), on=customer)
    return customer


def meet(
    *, email: str, name: str, on: HasChain, by: Actor, at: datetime, phone: str = ""
) -> Person:
    """A new contact, known by an address or a phone number only; recorded in the chain of `on`."""
    with acting(on, by=by, at=at) as act:
        said = storable(name.strip() or email.partition("@")[0] or phone)[:120]
        person = Person(name=said, public_name=said, role=Role.CONTACT, created_at=act.at)
        person.password = "!"  # contacts have no password: they come by signed links
        act.add(person)
        email = normal(email) or email.lower()[:254]
        act.add(Address(person=person, email=email, phone=phone[:40], added_at=act.at))
        act.record(entries.ContactMet(person=person.pk), on=on)
    return person


def join_new(person: Person, customer: Customer, *, on: HasChain, by: Actor, at: datetime) -> None:
    """Note that `person`, met in this transaction, speaks for `customer`."""
    with acting(on, by=by, at=at) as act:
        act.add(Contact(person=person, customer=customer, added_at=act.at))
        act.record(entries.ContactAdded(person=person.pk, customer=customer.pk), on=on)


def join(person: Person, customer: Customer, *, on: HasChain, by: Actor, at: datetime) -> Contact:
    """Note that `person` speaks for `customer`; again is the same. Recorded in `on`'s chain."""
    with acting(on, by=by, at=at) as act:
        found = Contact.objects.filter(person=person, customer=customer).first()
        if found:
            return found
        contact = act.add(Contact(person=person, customer=customer, added_at=act.at))
        act.record(entries.ContactAdded(person=person.pk, customer=customer.pk), on=on)
    return contact
