"""Parts of bringing threads in: who of them is known, and who is met by it."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from buckstop.arrivals.models import Source
from buckstop.arrivals.threads import Author, Said, Side, Thread
from buckstop.kit.addresses import normal, normal_domain
from buckstop.ledger.transaction import Act
from buckstop.people.actions import customers
from buckstop.people.models import Contact, Customer, Domain, Person
from buckstop.people.queries import at_addresses, owners_of_domains, staff
from buckstop.people.rules import PRIVATE_MAIL
from buckstop.problems.models import Problem

UNKNOWN = "Unknown sender"
NAME = 160


def _called(organisation: str) -> str:
    return " ".join(organisation.replace("\x00", "").split())[:NAME]


def _customers(names: set[str]) -> dict[str, Customer]:
    """Who is called so, or was before being merged into who is found."""
    found: dict[str, Customer] = {}
    for row in Customer.objects.filter(name__in=names, erased_at=None):
        one = row
        while one.merged_into is not None:
            one = one.merged_into
        if one.erased_at is None and (row is one or row.name not in found):
            found[row.name] = one
    return found


def _free(domains: Iterable[str]) -> tuple[str, ...]:
    """Those that can be a customer's, and are nobody's yet."""
    one_form = dict.fromkeys(normal_domain(one) for one in domains)
    chosen = [one for one in one_form if one and one not in PRIVATE_MAIL]
    taken = set(Domain.objects.filter(name__in=chosen).values_list("name", flat=True))
    return tuple(one for one in chosen if one not in taken)


class Known:
    """The people whom a batch names, as they are known before it; who is met joins them."""

    def __init__(self, source: Source, emails: set[str], organisations: set[str]) -> None:
        self.source = source
        self.people = {address: found[0] for address, found in at_addresses(emails).items()}
        mine = staff().filter(email__in=emails).values_list("email", "pk")
        self.staff: dict[str, UUID] = {email: key for email, key in mine if email}
        self.by_domain = owners_of_domains(emails)
        self.taken: dict[str, Customer] = {}  # mail domains of the customers that are new
        self.by_name = _customers(organisations)
        rows = Contact.objects.filter(person__in=[one.pk for one in self.people.values()])
        self.theirs: dict[UUID, list[Customer]] = {}
        self.pairs: set[tuple[UUID, UUID]] = set()
        for row in rows.select_related("customer").order_by("added_at", "pk"):
            self.pairs.add((row.person_id, row.customer_id))
            if row.ended_at is None and row.customer.merged_into_id is None:
                self.theirs.setdefault(row.person_id, []).append(row.customer)

    def make_customers(self, threads: Iterable[Thread], act: Act) -> None:
        """The organisations of these threads are customers; again is the same."""
        for thread in threads:
            name = _called(thread.organisation)
            if not name or thread.left_out or name in self.by_name:
                continue
            domains = _free(one for one in thread.domains if normal_domain(one) not in self.taken)
            made = customers.add(name=name, domains=domains, by=act.by, at=act.at)
            self.by_name[name] = made
            self.taken |= dict.fromkeys(domains, made)

    def contact(self, thread: Thread, problem: Problem, act: Act) -> tuple[Person, Customer | None]:
        """Whose it is, met where nobody knows them, and for which customer."""
        person = self._met(thread.contact, problem, act) or self._nobody(problem, act)
        customer = self._customer(thread, person)
        if customer is not None and (person.pk, customer.pk) not in self.pairs:
            customers.join_new(person, customer, on=problem, by=act.by, at=act.at)
            self.pairs.add((person.pk, customer.pk))
            self.theirs.setdefault(person.pk, []).append(customer)
        return person, customer

    def author(self, one: Said, problem: Problem, act: Act) -> UUID | None:
        """Who said it, where their address is one that is known, or a customer's."""
        email = _email(one.author)
        if one.side != Side.THEIRS:
            return self.staff.get(email)
        person = self._met(one.author, problem, act) if email else None
        return person.pk if person else None

    def _met(self, author: Author, problem: Problem, act: Act) -> Person | None:
        email, name = _email(author), " ".join(author.name.split())
        if not email and not name:
            return None
        known = self.people.get(email) if email else None
        if known is None:
            known = customers.meet(email=email, name=name, on=problem, by=act.by, at=act.at)
            if email:
                self.people[email] = known
        return known

    def _nobody(self, problem: Problem, act: Act) -> Person:
        """The one contact of all that nobody sent."""
        if self.source.nobody is None:
            met = customers.meet(email="", name=UNKNOWN, on=problem, by=act.by, at=act.at)
            act.change(self.source, nobody=met)
        assert self.source.nobody is not None
        return self.source.nobody

    def _customer(self, thread: Thread, person: Person) -> Customer | None:
        if thread.organisation:
            return self.by_name.get(_called(thread.organisation))
        theirs = self.theirs.get(person.pk, [])
        email = _email(thread.contact)
        owner = self.by_domain.get(email) or self.taken.get(email.rpartition("@")[2])
        if owner is None or not theirs:
            return owner or (theirs[0] if len(theirs) == 1 else None)
        return owner if owner in theirs else None


def _email(author: Author) -> str:
    return normal(author.email)


def known_of(source: Source, threads: Sequence[Thread]) -> Known:
    """Read whom these threads name, in a handful of queries however much is there."""
    authors = [thread.contact for thread in threads]
    authors += [one.author for thread in threads for one in thread.said]
    emails = {email for one in authors if (email := _email(one))}
    return Known(source, emails, {_called(one.organisation) for one in threads} - {""})
