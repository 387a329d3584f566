"""Which concerns somebody reads, and what was said."""

from datetime import datetime

from django.db.models import QuerySet

from buckstop.concerns.models import Concern, Words
from buckstop.concerns.rules import digest_of, reads
from buckstop.kit.reading import Given, reading
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can


def led(person: Person, at: datetime) -> list[Concern]:
    """Those that a leader reads, what is owed first by its time, then what was seen last."""
    if not can(person.role, Capability.LEAD):
        return []
    rows = Concern.objects.filter(seen_from__lte=at).exclude(person=person)
    rows = rows.select_related("first", "to", "person").order_by("due", "-seen_from", "pk")
    return [row for row in rows if reads(person, row.first, row.to)]


def owed(person: Person, at: datetime) -> list[Concern]:
    """Those that `person` owes an answer to."""
    return _owed(person=person.pk, at=at)


@reading
def _owed() -> "QuerySet[Concern]":
    rows = Concern.objects.filter(to=Given("person"), due__isnull=False, seen_from__lte=Given("at"))
    return rows.select_related("first", "to", "person").order_by("due", "pk")


def mine(person: Person) -> list[Concern]:
    """Those that `person` raised openly, the newest first."""
    rows = Concern.objects.filter(person=person)
    return list(rows.select_related("first", "to", "person").order_by("-seen_from", "pk"))


def by_code(code: str) -> Concern | None:
    """The one whose code that is."""
    rows = Concern.objects.filter(digest=digest_of(code))
    return rows.select_related("first", "to").first()


def said(concern: Concern, at: datetime | None = None) -> list[Words]:
    """What was said, in order; `at`: as leaders see it by then, None: as whoever raised it does."""
    rows = concern.words.select_related("leader").order_by("place")
    return list(rows if at is None else rows.filter(seen_from__lte=at))


def next_due() -> datetime | None:
    """When the next answer is due."""
    first = Concern.objects.filter(due__isnull=False).order_by("due")
    return first.values_list("due", flat=True).first()
