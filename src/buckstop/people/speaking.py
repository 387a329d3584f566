"""In which language somebody is spoken to: their own choice first, else what is known of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation

from buckstop.people.models import Brand, Customer, Person
from buckstop.people.settings import LANGUAGE

LANGUAGES = dict(settings.LANGUAGES)
"""Those in which the product has all its words, each by its code in its own words."""


def spoken(*wanted: str) -> str:
    """The first of these codes in which there are words; without one the house's language."""
    return next((code for code in wanted if code in LANGUAGES), "") or LANGUAGE.value


def of_customer(contact: Person, customer: Customer | None, brand: Brand | None) -> list[str]:
    """What is known of how a customer's person is spoken to, what counts most first."""
    theirs = customer.language if customer else ""
    return [contact.reads_in, theirs, brand.language if brand else ""]


@contextmanager
def speaking(*wanted: str) -> Iterator[None]:
    """What is said meanwhile is said in the first of these, or the house's."""
    code = spoken(*wanted)
    if translation.get_language() == code:  # to change it to itself takes longer than to ask
        yield
        return
    with translation.override(code):
        yield
