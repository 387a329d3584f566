"""Whom a note speaks to."""

from buckstop.conversations.mentions import mentions, names_of
from buckstop.ledger.actor import Actor
from buckstop.people.models import Person
from buckstop.people.queries import staff


def spoken_to(text: str, by: Actor) -> list[tuple[Person, str]]:
    """Whom a note speaks to, and with which words; not whoever writes it.

    Refused where several are called so.
    """
    if "@" not in text:
        return []
    people = {one.pk: one for one in staff()}
    names = {key: names_of(one.public_name, one.email) for key, one in people.items()}
    found = mentions(text, names)
    return [(people[one.person], one.words) for one in found if one.person != by.id]
