"""Customers come to be known, change, and turn out to be one."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.configuration.zones import check_zone
from buckstop.kit.addresses import normal
from buckstop.kit.bulk import new_row
from buckstop.kit.text import storable
from buckstop.ledger.actor import Actor
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, HasChain, acting
from buckstop.people import entries, rules
from buckstop.people.models import Access, Address, Contact, Customer, Domain, Person
from buckstop.people.permissions import customers as may
from buckstop.people.roles import Role


def add(
    *,
    name: str,
    by: Actor,
    at: datetime,
    domains: tuple[str, ...] = (),
    zone: str = "",
    private: bool = False,
    manager: Person | None = None,
    note: str = "",
    tier: str = "",
    language: str = "",
) -> Customer:
    """Add a customer; mail from its `domains` is from its contacts. Raises Refused where taken."""
    name = rules.check_name(name, _("A customer needs a name."), most=160)
    domains = rules.check_domains(domains)
    _check_free(domains)
    zone = check_zone(zone)
    tier, language = rules.check_tier(tier), rules.check_language(language)
    with acting(by=by, at=at) as act:
        customer = Customer(
            chain=act.begin("customer"),
            name=name,
            zone=zone,
            tier=tier,
            language=language,
            private=private,
            manager=manager,
            note=act.body(note.strip()) if note.strip() else None,
            created_at=act.at,
        )
        act.add(customer)
        for domain in domains:
            act.add(Domain(name=domain, customer=customer))
        act.record(entries.CustomerAdded(customer=customer.pk), on=customer)
    return customer


def change(
    customer: Customer,
    *,
    name: str,
    domains: tuple[str, ...],
    zone: str,
    manager: Person | None,
    note: str,
    by: Actor,
    at: datetime,
    tier: str | None = None,
    language: str | None = None,
) -> Customer:
    """Say anew what a customer is called and what we know; what stays the same isn't recorded.

    `tier` and `language` stay where they aren't given.
    """
    name = rules.check_name(name, _("A customer needs a name."), most=160)
    domains, zone, note = rules.check_domains(domains), check_zone(zone), storable(note).strip()
    _check_free(domains, but_of=customer)
    with acting(customer, by=by, at=at) as act:
        customer = act.lock(customer)
        check(may.may_change(customer))
        tier = customer.tier if tier is None else rules.check_tier(tier)
        language = customer.language if language is None else rules.check_language(language)
        after = {
            "name": name,
            "domains": ", ".join(sorted(domains)),
            "zone": zone,
            "tier": tier,
            "language": language,
            "account manager": str(manager or ""),
            "note": note,
        }
        fields, said = rules.difference(_described(customer), after)
        if not fields:
            return customer
        act.change(customer, name=name, zone=zone, tier=tier, language=language, manager=manager)
        if "note" in fields:
            act.change(customer, note=act.body(note) if note else None)
        if "domains" in fields:
            _give_domains(act, customer, domains)
        act.record(
            entries.CustomerChanged(
                customer=customer.pk, fields=fields, said=digest_of(act.body(said))
            )
        )
    return customer


def _described(customer: Customer) -> dict[str, str]:
    """What we know of a customer, by the words of its fields."""
    return {
        "name": customer.name,
        "domains": ", ".join(sorted(customer.domains.values_list("name", flat=True))),
        "zone": customer.zone,
        "tier": customer.tier,
        "language": customer.language,
        "account manager": str(customer.manager or ""),
        "note": (customer.note.text if customer.note else "") or "",
    }


def claim_domain(customer: Customer, *, domain: str, by: Actor, at: datetime) -> None:
    """Note that mail from `domain` is from contacts of `customer`; again is the same."""
    [domain] = rules.check_domains((domain,))
    _check_free((domain,), but_of=customer)
    with acting(customer, by=by, at=at) as act:
        check(may.may_claim_domain(act.lock(customer)))
        if not Domain.objects.filter(name=domain).exists():
            act.add(Domain(name=domain, customer=customer))
            act.record(
                entries.DomainGiven(customer=customer.pk, domain=digest_of(act.body(domain)))
            )


def _check_free(domains: tuple[str, ...], but_of: Customer | None = None) -> None:
    taken = Domain.objects.filter(name__in=domains).select_related("customer")
    other = taken.exclude(customer=but_of).first() if but_of else taken.first()
    if other:
        raise Refused(
            "taken",
            _("%(name)s belongs to %(customer)s.")
            % {"name": other.name, "customer": other.customer},
            "domains",
        )


def _give_domains(act: Act, customer: Customer, domains: tuple[str, ...]) -> None:
    theirs = set(customer.domains.values_list("name", flat=True))
    Domain.objects.filter(customer=customer).exclude(name__in=domains).delete()
    for domain in domains:
        if domain not in theirs:
            act.add(Domain(name=domain, customer=customer))


def meet(
    *, email: str, name: str, on: HasChain, by: Actor, at: datetime, phone: str = ""
) -> Person:
    """A new contact, known by an address or a phone number only; recorded in the chain of `on`."""
    with acting(on, by=by, at=at) as act:
        said = storable(name.strip() or email.partition("@")[0] or phone)[:120]
        person = new_row(Person, name=said, public_name=said, role=Role.CONTACT, created_at=act.at)
        person.password = "!"  # contacts have no password: they come by signed links
        act.add(person)
        email = normal(email) or email.lower()[:254]
        act.add(new_row(Address, person=person, email=email, phone=phone[:40], added_at=act.at))
        act.record(entries.ContactMet(person=person.pk), on=on)
    return person


def join_new(person: Person, customer: Customer, *, on: HasChain, by: Actor, at: datetime) -> None:
    """Note that `person`, met in this transaction, speaks for `customer`."""
    with acting(on, by=by, at=at) as act:
        act.add(Contact(person=person, customer=customer, added_at=act.at))
        act.record(entries.ContactAdded(person=person.pk, customer=customer.pk), on=on)


def leave(person: Person, customer: Customer, *, on: HasChain, by: Actor, at: datetime) -> None:
    """Note that `person` speaks for `customer` no more; again is the same. In `on`'s chain."""
    with acting(on, by=by, at=at) as act:
        contact = Contact.objects.filter(person=person, customer=customer, ended_at=None).first()
        if contact:
            act.change(contact, ended_at=act.at)
            act.record(entries.ContactEnded(person=person.pk, customer=customer.pk), on=on)


def join(person: Person, customer: Customer, *, on: HasChain, by: Actor, at: datetime) -> Contact:
    """Note that `person` speaks for `customer`; again is the same. Recorded in `on`'s chain.

    Who comes back sees what is theirs: what they saw before, somebody lets them see anew.
    """
    with acting(on, by=by, at=at) as act:
        contact = Contact.objects.filter(person=person, customer=customer).first()
        if contact and contact.ended_at is None:
            return contact
        if contact:
            act.change(contact, ended_at=None, sees=Access.OWN)
        else:
            contact = act.add(Contact(person=person, customer=customer, added_at=act.at))
        act.record(entries.ContactAdded(person=person.pk, customer=customer.pk), on=on)
    return contact
