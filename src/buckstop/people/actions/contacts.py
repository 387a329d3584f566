"""A customer's contacts are added by hand, change, and speak for it no more."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people import entries, rules
from buckstop.people.actions import customers
from buckstop.people.models import Address, Contact, Customer, Person
from buckstop.people.permissions import contacts as may
from buckstop.people.roles import Role


def add(
    customer: Customer, *, name: str, email: str, phone: str, by: Actor, at: datetime
) -> Contact:
    """Add a contact by name and an address or a phone number; who is known there already joins."""
    name = rules.check_name(name, _("A contact needs a name."))
    emails, phones = rules.check_reached(email, phone)
    with acting(customer, by=by, at=at) as act:
        check(may.may_add(act.lock(customer)))
        known = Q(addresses__email__in=emails, addresses__ended_at=None)
        found = Person.objects.filter(known, role=Role.CONTACT, name__iexact=name).first()
        person = found or customers.meet(
            email=emails[0] if emails else "",
            name=name,
            phone=phones[0] if phones and not emails else "",
            on=customer,
            by=by,
            at=at,
        )
        act.flush()
        if found is None:
            reach(act, person, emails, phones)
        return customers.join(person, customer, on=customer, by=by, at=at)


def change(contact: Contact, *, name: str, email: str, phone: str, by: Actor, at: datetime) -> None:
    """Say anew what a contact is called and where they are reached: one address a line.

    The first address is where our mail goes. An address that goes is kept as ended, so that mail
    from it isn't taken for theirs any more.
    """
    name = rules.check_name(name, _("A contact needs a name."))
    emails, phones = rules.check_reached(email, phone)
    with acting(contact.customer, by=by, at=at) as act:
        check(may.may_change(act.lock(contact.customer)))
        person, rows = act.lock(contact.person), _rows(contact.person)
        before = {
            "name": person.name,
            "mail": ", ".join(row.email for row in rows if row.email),
            "phone": ", ".join(row.phone for row in rows if row.phone),
        }
        after = {"name": name, "mail": ", ".join(emails), "phone": ", ".join(phones)}
        fields, said = rules.difference(before, after)
        if not fields:
            return
        if "name" in fields:
            act.change(person, name=name, public_name=name)
        if fields != "name":
            reach(act, person, emails, phones)
        act.record(
            entries.ContactChanged(person=person.pk, fields=fields, said=digest_of(act.body(said)))
        )


def end(contact: Contact, *, by: Actor, at: datetime) -> None:
    """Note that a contact speaks for the customer no more. Their open cases stay theirs."""
    with acting(contact.customer, by=by, at=at) as act:
        contact = act.lock(contact)
        if contact.ended_at is None:
            act.change(contact, ended_at=act.at)
            act.record(entries.ContactEnded(person=contact.person_id, customer=contact.customer_id))


def resume(contact: Contact, *, by: Actor, at: datetime) -> None:
    """Note that a contact speaks for the customer after all."""
    customers.join(contact.person, contact.customer, on=contact.customer, by=by, at=at)


def _rows(person: Person) -> list[Address]:
    rows = Address.objects.filter(person=person, ended_at=None)
    return list(rows.order_by("rank", "added_at", "pk"))


def reach(act: Act, person: Person, emails: list[str], phones: list[str]) -> None:
    """Part of verbs: let a person be reached there and nowhere else; our mail goes to the first
    of `emails`."""
    rows = act.rows(Address.objects.filter(person=person).order_by("rank", "added_at", "pk"))
    by_email = {row.email: row for row in rows if row.email}
    standing = [row for row in rows if row.ended_at is None]
    for rank, email in enumerate(emails):
        if row := by_email.get(email):
            act.change(row, rank=rank, ended_at=None)
        else:
            act.add(Address(person=person, email=email, rank=rank, added_at=act.at))
    called = set()
    for row in standing:
        if row.email and row.email not in emails:
            act.change(row, ended_at=act.at)
        elif row.phone in phones:
            called.add(row.phone)
        elif row.phone and row.email:
            act.change(row, phone="")
        elif row.phone:
            act.change(row, ended_at=act.at)
    for phone in phones:
        if phone not in called:
            act.add(Address(person=person, phone=phone, added_at=act.at))
