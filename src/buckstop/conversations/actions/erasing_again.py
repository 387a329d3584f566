"""A backup brings back who was erased since it was made: they are erased once more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from buckstop.conversations.actions.erasing import empty_heads, erase_customer, erase_person
from buckstop.conversations.models import Message
from buckstop.ledger.actions import erase_bodies
from buckstop.ledger.actor import DESK
from buckstop.ledger.erasures import BODY
from buckstop.ledger.models import Body
from buckstop.ledger.refused import Refused
from buckstop.people.actions.staff import found_house
from buckstop.people.duties import CUSTOMER, PERSON
from buckstop.people.models import Customer, Person
from buckstop.problems.actions import ownership


@dataclass(frozen=True, slots=True)
class Again:
    """What was erased once more, and who couldn't be, with why."""

    texts: int
    people: int
    customers: int
    left: dict[UUID, str]


def erase_again(listed: Iterable[tuple[str, UUID]], *, at: datetime) -> Again:
    """Erase what a list of erasures names and this database still has.

    Who has left since, and works here in the backup, leaves first: what they own goes on.
    """
    keys: dict[str, set[UUID]] = {BODY: set(), PERSON: set(), CUSTOMER: set()}
    for kind, key in listed:
        keys.setdefault(kind, set()).add(key)
    texts, left = _bodies(keys[BODY], at), dict[UUID, str]()
    customers = Customer.objects.filter(pk__in=keys[CUSTOMER], erased_at=None).order_by("pk")
    people = Person.objects.filter(pk__in=keys[PERSON], erased_at=None).order_by("pk")
    whole, named = list(customers), list(people)
    for customer in whole:
        erase_customer(customer, by=DESK, at=at, again=True)
    for person in people:  # those who went with their customer are gone
        try:
            if person.is_staff_member and person.deactivated_at is None:
                ownership.leave(person, by=DESK, at=at)
            erase_person(person, by=DESK, at=at, again=True)
        except Refused as refusal:
            left[person.pk] = refusal.sentence
    return Again(texts, len(named) - len(left), len(whole), left)


def _bodies(keys: set[UUID], at: datetime) -> int:
    bodies = list(Body.objects.filter(pk__in=keys, erased_at=None).only("pk"))
    if not bodies:
        return 0
    count = erase_bodies(bodies, on=found_house(by=DESK, at=at), by=DESK, at=at)
    empty_heads(Message.objects.filter(Q(text__in=bodies) | Q(raw__in=bodies)))
    return count
