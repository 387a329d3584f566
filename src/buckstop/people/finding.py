"""Finding people and customers by a part of anything: a name, an address, a domain, a number."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import CharField, Func, Q, Value

from buckstop.kit.folding import Fold, holding
from buckstop.kit.phones import digits, looks_like_phone
from buckstop.kit.text import storable
from buckstop.people.bare_names import BareName
from buckstop.people.models import Customer, Domain, Person

MOST = 5_000  # keys; who asks for a part of more than these is looking for something else
_WHOLE = 9  # digits of a number with its area: from so many on its country may be left out
_TAIL = 7
_PART = 4  # digits of a number by which somebody may be looked for

_CONTACTS = """
SELECT id FROM people_person
WHERE role = 'contact' AND buckstop_fold(name) LIKE buckstop_fold(%(has)s)
UNION
SELECT person_id FROM people_address
WHERE ended_at IS NULL AND buckstop_fold(email) LIKE buckstop_fold(%(has)s)
UNION
SELECT person_id FROM people_address
WHERE ended_at IS NULL AND %(digits)s <> '' AND phone <> '' AND (
    buckstop_digits(phone) LIKE '%%' || %(digits)s || '%%'
    OR (length(%(digits)s) >= %(whole)s
        AND buckstop_digits(phone) LIKE '%%' || right(%(digits)s, %(tail)s)
        AND %(digits)s LIKE '%%' || buckstop_digits(phone)))
LIMIT %(most)s
"""
_CUSTOMERS = """
SELECT id FROM people_customer WHERE buckstop_fold(name) LIKE buckstop_fold(%(has)s)
UNION
SELECT customer_id FROM people_domain WHERE buckstop_fold(name) LIKE buckstop_fold(%(has)s)
LIMIT %(most)s
"""


def contacts_like(text: str, most: int = MOST) -> list[UUID]:
    """Contacts with `text` in their name or an address, or by a number, however it is written."""
    number = digits(text) if looks_like_phone(text, _PART) else ""
    return _keys(_CONTACTS, text, digits=number, whole=_WHOLE, tail=_TAIL, most=most)


def customers_like(text: str, most: int = MOST) -> list[UUID]:
    """Customers with `text` in their name or in a domain of theirs."""
    return _keys(_CUSTOMERS, text, most=most)


def customers_named(names: Collection[str], *, but_not: Collection[UUID]) -> set[str]:
    """Which of `names` (bare, see `bare_names`) are those of customers, or of their mail domains.

    Not those of the customers `but_not`, nor of what was merged into them.
    """
    theirs = Q(pk__in=but_not) | Q(merged_into__in=but_not)
    customers = Customer.objects.annotate(bare=BareName("name")).filter(bare__in=names)
    domains = Domain.objects.filter(name__in=names).exclude(customer__in=but_not)
    found = customers.filter(erased_at=None).exclude(theirs).values_list("bare", flat=True)
    return {*found, *domains.values_list("name", flat=True)}


def staff_named(names: Collection[str]) -> set[str]:
    """Which of `names` (bare) are those of staff: whole, or the given name that customers read."""
    folded = Fold("public_name")
    given = Func(folded, Value(" "), Value(1), function="split_part", output_field=CharField())
    staff = Person.objects.exclude(role="contact").annotate(whole=folded, given=given)
    found = staff.filter(Q(whole__in=names) | Q(given__in=names)).values_list("whole", "given")
    return {name for row in found for name in row} & set(names)


def _keys(statement: str, text: str, **values: Any) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"has": holding(storable(text)), **values})
        return [key for (key,) in cursor.fetchall()]
