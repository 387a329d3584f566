"""Who is who."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from buckstop.kit.addresses import normal
from buckstop.kit.reading import Among, Given, reading
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.people.finding import contacts_like, customers_like
from buckstop.people.lists import CustomerLine
from buckstop.people.models import Address, Contact, Customer, Domain, Key, Person
from buckstop.people.roles import Capability, Role, roles_with
from buckstop.people.rules import digest_of, domain_of


def staff() -> QuerySet[Person]:
    """Everybody employed who hasn't left, by name."""
    employed = Person.objects.filter(role__in=roles_with(Capability.BE_STAFF))
    return employed.filter(deactivated_at=None).order_by("name")


def left() -> QuerySet[Person]:
    """Everybody who worked here and has left, by name; without who was erased."""
    employed = Person.objects.filter(role__in=roles_with(Capability.BE_STAFF))
    return employed.exclude(deactivated_at=None).filter(erased_at=None).order_by("name")


def admins() -> QuerySet[Person]:
    """Who administers the house and comes in, by name."""
    return staff().filter(role__in=roles_with(Capability.ADMINISTER), barred_at=None)


def last_admin(person: Person) -> bool:
    """Whether nobody else administers the house."""
    return list(admins().values_list("pk", flat=True)[:2]) == [person.pk]


def desk() -> QuerySet[Person]:
    """Staff who may own problems."""
    return staff().filter(role__in=roles_with(Capability.OWN))


_KEY = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def named(text: str) -> str:
    """A sentence whose keys of persons and customers are told by their names."""
    keys = [UUID(key) for key in _KEY.findall(text)]
    if not keys:
        return text
    known = names(keys) | dict(Customer.objects.filter(pk__in=keys).values_list("pk", "name"))
    return _KEY.sub(lambda found: known.get(UUID(found[0]), found[0]), text)


def names(keys: Iterable[UUID], read: Mapping[UUID, str] | None = None) -> dict[UUID, str]:
    """The public name of each person; those that were `read` already aren't read again."""
    wanted, read = set(keys), read or {}
    left = list(wanted - read.keys())
    found = dict(_names(keys=left)) if left else {}
    return found | {key: read[key] for key in wanted & read.keys()}


@reading
def _names() -> "QuerySet[Person, tuple[UUID, str]]":
    return Person.objects.filter(Among("pk", Given("keys"))).values_list("pk", "public_name")


def key_of(secret: str) -> Key | None:
    """The API key of that secret, with its person; None where it was withdrawn."""
    return _key.first(digest=digest_of(secret))


@reading
def _key() -> "QuerySet[Key]":
    rows = Key.objects.filter(digest=Given("digest"), withdrawn_at=None)
    return rows.select_related("person")


def at_addresses(emails: Iterable[str]) -> dict[str, list[Person]]:
    """The contacts known at each address, as it was spelt; the longest known first."""
    forms = {email: normal(email) or email.lower() for email in emails}
    found: dict[str, list[Person]] = {}
    for row in _at(emails=list(set(forms.values()))) if forms else ():
        found.setdefault(row.email, []).append(row.person)
    return {email: found[form] for email, form in forms.items() if form in found}


@reading
def _at() -> "QuerySet[Address]":
    there = Address.objects.filter(Among("email", Given("emails")), ended_at=None)
    people = there.filter(person__deactivated_at=None).exclude(person__role=Role.SUPPLIER)
    return people.select_related("person").order_by("added_at", "pk")


def customers_of(people: Iterable[Person]) -> dict[UUID, list[Customer]]:
    """The customers for whom each person may speak."""
    found: dict[UUID, list[Customer]] = {}
    keys = [person.pk for person in people]
    for row in _speaking(people=keys) if keys else ():
        found.setdefault(row.person_id, []).append(row.customer)
    return found


@reading
def _speaking() -> "QuerySet[Contact]":
    rows = Contact.objects.filter(Among("person", Given("people")), ended_at=None)
    return rows.select_related("customer").order_by("added_at", "pk")


def acting_as(customer: Customer, by: Actor) -> Contact | None:
    """As which of the customer's people somebody acts."""
    if by.kind != ActorKind.CONTACT:
        return None
    return Contact.objects.filter(customer=customer, person=by.id, ended_at=None).first()


def owners_of_domains(emails: Iterable[str]) -> dict[str, Customer]:
    """The customer that each address's domain belongs to, where one does; by address."""
    by_domain = {email: domain_of(email) for email in emails}
    rows = _domains(names=list(set(by_domain.values()))) if by_domain else ()
    found = {row.name: row.customer for row in rows}
    return {email: found[domain] for email, domain in by_domain.items() if domain in found}


@reading
def _domains() -> "QuerySet[Domain]":
    return Domain.objects.filter(Among("name", Given("names"))).select_related("customer")


def here() -> QuerySet[Customer]:
    """The customers that are still one of their own, neither merged nor erased."""
    return Customer.objects.filter(merged_into=None, erased_at=None)


def search_customers(text: str, limit: int = 8) -> list[Customer]:
    """Customers by three letters of anything: their name, a contact's name, mail, domain, phone."""
    still = Contact.objects.filter(person__in=contacts_like(text), ended_at=None)
    theirs = still.values("customer")
    near = Q(pk__in=customers_like(text)) | Q(pk__in=theirs)
    return list(here().filter(near).order_by("name")[:limit])


def domain_is_free(domain: str) -> bool:
    """Whether no customer has this mail domain."""
    return not Domain.objects.filter(name=domain).exists()


def already_there(lines: Iterable[CustomerLine]) -> list[CustomerLine]:
    """The lines of a list of customers, where what is there already is wrong."""
    lines = list(lines)
    domains = Domain.objects.filter(name__in={one for line in lines for one in line.domains})
    whose = {row.name: row.customer.name for row in domains.select_related("customer")}
    names = {name.casefold() for name in here().values_list("name", flat=True)}
    named = staff().filter(email__in={line.manager for line in lines})
    managers = set(named.values_list("email", flat=True))
    return [_as_it_stands(line, whose, names, managers) for line in lines]


def _as_it_stands(
    line: CustomerLine, whose: Mapping[str, str], names: set[str], managers: set[str | None]
) -> CustomerLine:
    taken = next((domain for domain in line.domains if domain in whose), "")
    if line.wrong:
        return line
    if line.name.casefold() in names:
        return replace(line, wrong=_("There is a customer of this name already."))
    if taken:
        belongs = _("%(name)s belongs to %(customer)s.")
        return replace(line, wrong=belongs % {"name": taken, "customer": whose[taken]})
    if line.manager and line.manager not in managers:
        nobody = _("Nobody here has the address %(address)s.") % {"address": line.manager}
        return replace(line, wrong=nobody)
    return line


def merged_into(customer: Customer) -> list[Customer]:
    """Whoever was merged into it, and into those."""
    found: list[Customer] = []
    ahead = [customer]
    while ahead:
        ahead = list(Customer.objects.filter(merged_into__in=ahead, erased_at=None))
        found += ahead
    return found


def contacts_of_only(customer: Customer) -> QuerySet[Person]:
    """Who speaks, or spoke, for this customer, by any of its names, and for no other."""
    own = [customer, *merged_into(customer)]
    elsewhere = Contact.objects.exclude(customer__in=own).values("person")
    theirs = Person.objects.filter(contact_for__customer__in=own, erased_at=None).distinct()
    return theirs.exclude(pk__in=elsewhere)
