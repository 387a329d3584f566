"""Where a person gets our mail."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.people.models import Address, Person


def addresses_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """The address of each person: the first of theirs; staff get it where they log in."""
    wanted = set(people)
    staff = Person.objects.filter(pk__in=wanted, email__isnull=False)
    found: dict[UUID, str] = {pk: email for pk, email in staff.values_list("pk", "email") if email}
    theirs = Address.objects.filter(person__in=wanted, ended_at=None).exclude(email="")
    rows = theirs.order_by("-rank", "-added_at", "-pk")  # the last one stands
    found.update(rows.values_list("person_id", "email"))
    return found
