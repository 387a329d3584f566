"""Reads of who may come in."""

from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from buckstop.identity.models import (
    CustomerProvider,
    Directory,
    Entrant,
    Group,
    GroupRule,
    Provider,
    SigningKey,
)
from buckstop.identity.rules import Rule
from buckstop.identity.settings import EMERGENCY, PASSWORDS
from buckstop.people.models import Access, Contact, Customer, Person
from buckstop.people.roles import Role
from buckstop.people.rules import digest_of, domain_of


def providers() -> "QuerySet[Provider]":
    """Those that weren't removed, in the order of their names."""
    return Provider.objects.filter(ended_at=None).order_by("name")


def open_providers() -> "QuerySet[Provider]":
    """Those by which one may come in now."""
    return providers().filter(off_at=None)


def signing_keys() -> "QuerySet[SigningKey]":
    """Those by which SAML providers know this desk: the one that signs first."""
    return SigningKey.objects.filter(ended_at=None).order_by("-signs")


def directories() -> "QuerySet[Directory]":
    """Those that say who joins and leaves, in the order of their names."""
    return Directory.objects.filter(ended_at=None).order_by("name")


def directory_of(token: str) -> Directory | None:
    """The directory whose token that is."""
    return directories().filter(digest=digest_of(token)).first()


def known_of(entrant: Entrant) -> tuple[object, ...]:
    """What a directory's person is known as now: two that differ were changed in between."""
    one = Entrant.objects.select_related("person").get(pk=entrant.pk)
    said = (one.user_name, one.external, one.given, one.family)
    return *said, one.person.name, one.person.email, one.person.is_active


def known_of_group(group: Group) -> tuple[object, ...]:
    """The same of a group, with who is in it."""
    one = Group.objects.get(pk=group.pk)
    return one.name, one.external, frozenset(one.members.values_list("person", flat=True))


def rules() -> list[Rule]:
    """What goes with groups now."""
    rows = GroupRule.objects.filter(until=None).order_by("group", "since")
    return [Rule(row.group, row.role, row.team_id) for row in rows]


def is_emergency_person(person: Person) -> bool:
    """Whether it is who may always come in by a password."""
    return EMERGENCY.value == str(person.pk)


def may_use_password(person: Person) -> bool:
    """Whether a password lets them in: while the house has passwords, or as emergency person."""
    return PASSWORDS.value or is_emergency_person(person)


def provider_of(customer: Customer) -> CustomerProvider | None:
    """The customer's own provider, on or off."""
    return CustomerProvider.objects.filter(customer=customer, ended_at=None).first()


def customers_providers() -> "QuerySet[CustomerProvider]":
    """Those by which customers' people may come in now."""
    on = CustomerProvider.objects.filter(off_at=None, ended_at=None)
    there = on.filter(customer__merged_into=None, customer__erased_at=None)
    return there.select_related("customer")


def provider_for(address: str) -> CustomerProvider | None:
    """The one that speaks for the domain of an address, whether anybody is known there or not."""
    domain = domain_of(address)
    named = customers_providers().filter(domains__contains=[domain], customer__domains__name=domain)
    return named.first()


def spoken_for(provider: CustomerProvider) -> list[str]:
    """The domains for which it speaks: those bound to it that are the customer's still."""
    theirs = provider.customer.domains.filter(name__in=provider.domains)
    return list(theirs.order_by("name").values_list("name", flat=True))


def still_in_by(key: UUID, address: str, since: float) -> CustomerProvider | None:
    """The provider by which somebody came in as `address`, at `since` (seconds, as a session keeps
    it), where it still lets them be in."""
    runs = Q(over_at=None) | Q(over_at__lt=datetime.fromtimestamp(since, UTC))
    domain = domain_of(address)
    bound = Q(domains__contains=[domain], customer__domains__name=domain)
    return customers_providers().filter(runs, bound, pk=key).first()


def closed_to_links(person: UUID) -> frozenset[UUID]:
    """The customers for whom somebody speaks, but not after coming in by a mailed link."""
    theirs = Contact.objects.filter(person=person, ended_at=None)
    shut = customers_providers().filter(only=True, customer__in=theirs.values("customer"))
    return frozenset(shut.values_list("customer", flat=True))


def contacts_at(customer: Customer, email: str) -> list[Person]:
    """Who of a customer's people has that address; several people may share one."""
    there = Person.objects.filter(addresses__email=email, addresses__ended_at=None)
    theirs = there.filter(contact_for__customer=customer, contact_for__ended_at=None)
    still = theirs.filter(role=Role.CONTACT, deactivated_at=None, erased_at=None)
    return list(still.distinct().order_by("created_at", "pk"))


def who_lets_in(customer: Customer) -> list[str]:
    """The names of who administers a customer's people."""
    rows = Contact.objects.filter(customer=customer, ended_at=None, sees=Access.ADMINISTRATOR)
    named = rows.filter(person__erased_at=None).order_by("person__public_name")
    return list(named.values_list("person__public_name", flat=True)[:3])
