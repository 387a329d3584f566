"""Which customers are marked, and who did what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from buckstop.kit.reading import Given, reading
from buckstop.ledger.entries import digests
from buckstop.ledger.models import Body, Entry
from buckstop.ledger.reading import fact_of
from buckstop.oversight.models import Deed, Involved, Mark
from buckstop.people.models import House
from buckstop.problems.models import Case


def mark_of(customer: UUID) -> Mark | None:
    """The mark on a customer, where it is marked."""
    rows = Mark.objects.filter(customer=customer, until=None)
    return rows.select_related("by", "why").first()


def marked_on(problem: UUID) -> list[UUID]:
    """The marked customers who have a case of a problem; every page of it asks."""
    return list(_marked_on(problem=problem))


@reading
def _marked_on() -> "QuerySet[Mark, UUID]":
    theirs = Case.objects.filter(problem=Given("problem")).values("customer")
    return Mark.objects.filter(until=None, customer__in=theirs).values_list("customer", flat=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which deeds: of a sort, of whom, from when until when."""

    sort: str = ""
    person: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


def deeds(asked: Asked, *, before: int | None = None, limit: int) -> list[Entry]:
    """The newest of them, those with a number below `before`."""
    rows: QuerySet[Deed] | QuerySet[Involved] = Deed.objects.all()
    if asked.person is not None:
        rows = Involved.objects.filter(person=asked.person)
    if asked.sort:
        rows = rows.filter(sort=asked.sort)
    if asked.since is not None:
        rows = rows.filter(number__gte=_first_at(asked.since))
    if asked.until is not None:
        rows = rows.filter(number__lt=_first_at(asked.until))
    if before is not None:
        rows = rows.filter(number__lt=before)
    numbers = list(rows.order_by("-number").values_list("number", flat=True)[:limit])
    house = House.objects.first()
    if house is None or not numbers:
        return []
    found = Entry.objects.filter(chain=house.chain_id, number__in=numbers)
    return list(found.order_by("-number"))


def _first_at(at: datetime) -> int:
    """The number of the first deed at or after `at`: their times rise with their numbers."""
    rows = Deed.objects.filter(at__gte=at).order_by("at", "number")
    return rows.values_list("number", flat=True).first() or 2**40


def words_of(entries: Iterable[Entry]) -> dict[UUID, list[str]]:
    """What was written of each entry, where it isn't erased: networks, reasons, settings."""
    named = {entry.pk: digests(fact_of(entry)) for entry in entries}
    wanted = [digest for all_of in named.values() for digest in all_of]
    rows = Body.objects.filter(digest__in=wanted, text__isnull=False).order_by("pk")
    texts = dict(rows.values_list("digest", "text"))
    return {
        key: [texts[digest] or "" for digest in all_of if digest in texts]
        for key, all_of in named.items()
    }
