"""Somebody asks to be forgotten: what they wrote, and what we wrote to them, is emptied.

How far it reaches stands in docs/decisions/0009-erasing.md. The ledger keeps its entries, which
hold keys and digests only, and still verifies.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from buckstop.conversations import drafts
from buckstop.conversations.models import (
    Attachment,
    Doubt,
    Follower,
    Message,
    Scheduled,
    ScheduledFile,
)
from buckstop.conversations.permissions import erasing as may
from buckstop.conversations.queries.mails import letters_of
from buckstop.ledger.actions import erase_bodies
from buckstop.ledger.actor import Actor
from buckstop.ledger.entries import digests
from buckstop.ledger.models import Body, Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.outbox.actions.forgetting import forget_addresses
from buckstop.people import entries
from buckstop.people.actions.staff import found_house
from buckstop.people.holdings import HOLDINGS, Erased
from buckstop.people.models import Address, Contact, Customer, Domain, House, Merger, Person
from buckstop.people.queries import contacts_of_only, merged_into
from buckstop.problems.models import Case, Commitment, Problem, Stay, Understanding, Word
from buckstop.problems.models.case import WAITING

GONE = "(erased)"
HEAD = ("said_as", "subject", "message_id", "in_reply_to", "route", "remarks")


@dataclass(frozen=True, slots=True)
class Reach:
    """What an erasure would take: for the page that asks whether one is sure."""

    people: list[str]
    cases: int
    messages: int
    files: int
    addresses: list[str]
    waiting: list[str]
    """References of problems that still wait; nothing is erased before they ended."""


def reach(people: Iterable[Person], cases: Iterable[Case]) -> Reach:
    """What erasing these people with these cases would take."""
    who, theirs = list(people), list(cases)
    said = _messages(who, theirs)
    rows = Address.objects.filter(person__in=who)
    reached = [value for row in rows for value in (row.email, row.phone) if value]
    return Reach(
        people=[person.name for person in who],
        cases=len(theirs),
        messages=said.count(),
        files=Attachment.objects.filter(message__in=said).count(),
        addresses=sorted(reached),
        waiting=sorted({case.problem.ref for case in theirs if case.state in WAITING}),
    )


def cases_of(people: Iterable[Person]) -> list[Case]:
    """The cases in which these people are the contact."""
    rows = Case.objects.filter(contact__in=list(people))
    return list(rows.select_related("problem", "contact"))


def cases_of_customer(customer: Customer) -> list[Case]:
    """Every case of a customer, and of who speaks for nobody else."""
    whose = Q(customer=customer) | Q(contact__in=contacts_of_only(customer), customer=None)
    return list(Case.objects.filter(whose).select_related("problem", "contact"))


def erase_person(person: Person, *, by: Actor, at: datetime, again: bool = False) -> None:
    """Erase a contact, or a member of staff who has left, whose words for the house stay.

    Refused while a case of theirs waits for an answer, but `again`: where they were erased once,
    and a backup of before brought them back.
    """
    cases = [] if person.is_staff_member else cases_of([person])
    house = found_house(by=by, at=at)
    with acting(house, *cases, by=by, at=at) as act:
        person = act.lock(person)
        cases = [] if person.is_staff_member else _held(act, cases_of([person]))
        check(may.may_erase_person(person, [] if again else cases))
        if person.is_staff_member:
            _empty_of_staff(act, person, house)
        else:
            empty(act, [person], cases)
        _forget(act, person)
        act.record(entries.PersonErased(person=person.pk), on=house)


def erase_customer(customer: Customer, *, by: Actor, at: datetime, again: bool = False) -> None:
    """Erase a customer with all its cases, its contacts who speak for nobody else, and what it was
    called before as those that were merged into it. `again` as with a person."""
    cases, once = cases_of_customer(customer), merged_into(customer)
    house = found_house(by=by, at=at)
    with acting(house, customer, *once, *cases, by=by, at=at) as act:
        people, cases = list(contacts_of_only(customer)), _held(act, cases_of_customer(customer))
        check(may.may_erase_customer([] if again else cases))
        empty(act, people, cases, named_in=[customer, *once])
        for person in act.rows(Person.objects.filter(pk__in=[one.pk for one in people])):
            _forget(act, person)
            act.record(entries.PersonErased(person=person.pk), on=house)
        for contact in Contact.objects.filter(customer=customer, ended_at=None):
            act.change(contact, ended_at=act.at)
        Domain.objects.filter(customer=customer).delete()
        for one in [act.lock(each) for each in (customer, *once)]:
            _forget_customer(act, one, house)


def _forget_customer(act: Act, customer: Customer, house: House) -> None:
    either = Q(customer=customer) | Q(into=customer)
    for merger in act.rows(Merger.objects.filter(either)):
        act.change(merger, domains=[])
    act.change(
        customer,
        name=GONE,
        zone="",
        tier="",
        language="",
        manager=None,
        note=None,
        erased_at=act.at,
    )
    act.record(entries.CustomerErased(customer=customer.pk), on=customer)
    act.record(entries.CustomerErased(customer=customer.pk), on=house)


def _held(act: Act, cases: list[Case]) -> list[Case]:
    """The cases as they are under the lock; refused where one began, or moved, just now."""
    if not all(act.holds(case) for case in cases):
        raise Refused("raced", _("They wrote at this very moment. Try again."))
    return cases


def _messages(people: list[Person], cases: list[Case]) -> QuerySet[Message]:
    return Message.objects.filter(Q(case__in=cases) | Q(said_by__in=people))


def empty(
    act: Act, people: list[Person], cases: list[Case], named_in: Sequence[Customer] = ()
) -> None:
    """Empty the bodies, and what columns say of them."""
    erased = Erased(
        addresses=_addresses(people),
        bodies=set(_bodies(people, cases)),
        people={person.pk for person in people},
        cases={case.pk for case in cases},
        customers={customer.pk for customer in named_in},
    )
    keys = {*erased.bodies, *_named(people, named_in)}
    for holding in HOLDINGS:
        keys.update(holding.bodies(erased))
    house = found_house(by=act.by, at=act.at)
    erase_bodies(Body.objects.filter(pk__in=keys).only("pk"), on=house, by=act.by, at=act.at)
    _let_go(act, erased)
    drafts.erase(people, cases)
    empty_heads(_messages(people, cases))
    for case in act.rows(Case.objects.filter(pk__in=[case.pk for case in cases])):
        act.change(case, title=GONE, proposed_name="", proposed_email="")
    _retitle(act, cases)


def empty_heads(said: QuerySet[Message]) -> None:
    """What the heads of these messages say, and what their files are called, where what was said
    is erased: the database lets nothing else be emptied. It changes no words, so it is no entry."""
    files = Attachment.objects.filter(message__in=said, file__erased_at__isnull=False)
    files.update(name=GONE)
    for body in ("text", "quoted", "html", "raw"):
        said = said.filter(Q(**{body: None}) | Q(**{f"{body}__erased_at__isnull": False}))
    said.update(**dict.fromkeys(HEAD, ""))


def _empty_of_staff(act: Act, person: Person, house: House) -> None:
    """What they wrote for the house stays; what says who they were goes."""
    named = Body.objects.filter(pk__in=set(_named([person], ()))).only("pk")
    erase_bodies(named, on=house, by=act.by, at=act.at)
    _let_go(act, Erased(addresses=_addresses([person]), people={person.pk}))


def _addresses(people: Sequence[Person]) -> set[str]:
    """Where they were reached, but for what somebody who stays is reached by as well."""
    rows = Address.objects.filter(person__in=people).exclude(email="")
    theirs = {*rows.values_list("email", flat=True), *(one.email for one in people if one.email)}
    others = Address.objects.filter(email__in=theirs, ended_at=None).exclude(person__in=people)
    staff = Person.objects.filter(email__in=theirs).exclude(pk__in=[one.pk for one in people])
    stay = (*others.values_list("email", flat=True), *staff.values_list("email", flat=True))
    return theirs.difference(stay)


def _let_go(act: Act, erased: Erased) -> None:
    for holding in HOLDINGS:
        holding.forget(act, erased)
    here = Q(case__in=erased.cases) | Q(address__in=erased.addresses)
    Doubt.objects.filter(here).update(name="", address="")
    Follower.objects.filter(here).delete()
    said = Message.objects.filter(Q(case__in=erased.cases) | Q(said_by__in=erased.people))
    forget_addresses(erased.addresses, besides=letters_of(said))


def _retitle(act: Act, cases: list[Case]) -> None:
    """A problem of which every case is erased keeps nothing of theirs in its title."""
    gone = {case.pk for case in cases}
    for problem in act.rows(Problem.objects.filter(pk__in={case.problem_id for case in cases})):
        if not Case.objects.filter(problem=problem).exclude(pk__in=gone).exists():
            act.change(problem, title=GONE)


def _bodies(people: list[Person], cases: list[Case]) -> Iterable[UUID]:
    said = _messages(people, cases)
    for row in said.values_list("text", "quoted", "html", "raw"):
        yield from (key for key in row if key)
    yield from Attachment.objects.filter(message__in=said).values_list("file", flat=True)
    yield from _scheduled(cases)
    sent = letters_of(said).filter(raw__isnull=False)
    yield from sent.values_list("raw", flat=True)
    yield from Understanding.objects.filter(case__in=cases).values_list("what", flat=True)
    noted = Word.objects.filter(case__in=cases, note__isnull=False)
    yield from noted.values_list("note", flat=True)
    owed = Commitment.objects.filter(case__in=cases)
    for three in owed.values_list("what", "answer", "moved_because"):
        yield from (key for key in three if key)


def _scheduled(cases: list[Case]) -> Iterable[UUID]:
    """What was written for later to these cases, or to all of a problem on which one ever was."""
    there = Stay.objects.filter(case__in=cases).values("problem")
    rows = Scheduled.objects.filter(Q(case__in=cases) | Q(case=None, problem__in=there))
    yield from rows.values_list("text", flat=True)
    yield from ScheduledFile.objects.filter(scheduled__in=rows).values_list("file", flat=True)


def _named(people: list[Person], customers: Sequence[Customer]) -> Iterable[UUID]:
    """The bodies in which entries about people and customers say names and addresses."""
    keys = {person.pk for person in people}
    chains = {
        *Contact.objects.filter(person__in=people).values_list("customer__chain", flat=True),
        *House.objects.values_list("chain", flat=True),
    }
    found: set[str] = set()
    changed = (entries.ContactChanged, entries.PersonChanged)
    for entry in Entry.objects.filter(chain__in=chains, code__in=[one.code for one in changed]):
        made = fact_of(entry)
        if isinstance(made, changed) and made.person in keys:
            found.add(made.said)
    for customer in customers:
        if customer.note_id:
            yield customer.note_id
        for entry in Entry.objects.filter(chain=customer.chain_id):
            found.update(digests(fact_of(entry)))
    yield from Body.objects.filter(digest__in=found).values_list("pk", flat=True)


def _forget(act: Act, person: Person) -> None:
    """Nothing of a person is left but that there was one."""
    drafts.erase([person])
    if person.picture_id:
        house = found_house(by=act.by, at=act.at)
        erase_bodies(Body.objects.filter(pk=person.picture_id), on=house, by=act.by, at=act.at)
    act.change(
        person,
        name=GONE,
        public_name=GONE,
        email=None,
        zone="",
        last_day=None,
        languages=[],
        reads_in="",
        unnamed=False,
        picture=None,
        password="!",
        deactivated_at=person.deactivated_at or act.at,
        erased_at=act.at,
    )
    for row in act.rows(Address.objects.filter(person=person)):
        act.change(row, email="", phone="", ended_at=row.ended_at or act.at)
