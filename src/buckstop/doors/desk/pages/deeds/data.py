"""Who did what, as its page and its file say it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from buckstop.doors.desk.addresses import CUSTOMER, PERSON, PROBLEM
from buckstop.doors.desk.presenting import times
from buckstop.doors.desk.reader import Reader
from buckstop.kit.ids import key_of, reference
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of, people_in, sentence
from buckstop.oversight.models import Sort
from buckstop.oversight.queries import Asked, deeds, words_of
from buckstop.oversight.sorts import SORTS
from buckstop.people.models import Customer, Person
from buckstop.people.queries import names, staff
from buckstop.problems.models import Problem

PAGE = 60
PART = 500  # rows of the file that are in memory at once
_WITH_WORDS = {
    "logged-in", "log-in-held-back", "customer-marked", "exported", "setting-changed",
    "person-changed", "provider-added", "provider-changed", "hold-set",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedRow:
    """One deed: when, who, what, and what was written of it. `url`: what it is about."""

    at: datetime
    who: str
    sentence: str
    more: str
    sort: str
    url: str
    about: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the page's address asks for, as it was typed."""

    sort: str
    person: str
    since: str
    until: str

    def kept(self) -> dict[str, str]:
        """For addresses of the same list."""
        return {
            "sort": self.sort,
            "person": self.person,
            "since": self.since,
            "until": self.until,
        }

    @property
    def narrowed(self) -> bool:
        return any(self.kept().values())

    def asked(self, reader: Reader) -> Asked:
        """The same as the query has it; days are the reader's, the last one included."""
        until = _day(self.until)
        return Asked(
            sort=self.sort,
            person=key_of(self.person),
            since=_begins(_day(self.since), reader),
            until=_begins(until + timedelta(days=1) if until else None, reader),
        )


def wanted(given: QueryDict) -> Wanted:
    """What is asked for; what can't be read isn't asked."""
    sort, person = given.get("sort", ""), key_of(given.get("person", ""))
    since, until = (_day(given.get(name, "")) for name in ("since", "until"))
    return Wanted(
        sort=sort if sort in Sort.values else "",
        person=str(person or ""),
        since=since.isoformat() if since else "",
        until=until.isoformat() if until else "",
    )


def choices() -> dict[str, Any]:
    """What the list can be narrowed to."""
    people = Person.objects.filter(pk__in=[one.pk for one in staff()]).order_by("name", "pk")
    return {"sorts": Sort.choices, "people": [(str(one.pk), one.public_name) for one in people]}


def listed(this: Wanted, before: int | None, reader: Reader) -> tuple[list[DeedRow], int | None]:
    """A page of them, and the number before which the next one begins."""
    found = deeds(this.asked(reader), before=before, limit=PAGE + 1)
    older = found[PAGE - 1].number if len(found) > PAGE else None
    return _rows(found[:PAGE], reader), older


def cells(this: Wanted, reader: Reader) -> Iterator[list[str]]:
    """All of them, for a file; a part at a time, nothing held meanwhile."""
    before: int | None = None
    while found := deeds(this.asked(reader), before=before, limit=PART):
        before = found[-1].number
        for row in _rows(found, reader):
            at = row.at.astimezone(reader.zone)
            yield [f"{at:%Y-%m-%d %H:%M:%S}", row.sort, row.who, row.sentence, row.more, row.about]


def _rows(entries: list[Entry], reader: Reader) -> list[DeedRow]:
    keys = people_in(entries)
    people = names(keys)
    customers = dict(Customer.objects.filter(pk__in=keys - people.keys()).values_list("pk", "name"))
    known = people | customers
    refs = dict(Problem.objects.filter(pk__in=keys - known.keys()).values_list("pk", "number"))
    words = words_of([entry for entry in entries if entry.code in _WITH_WORDS])
    return [_row(entry, known, customers, refs, words.get(entry.pk, []), reader)
            for entry in entries]  # fmt: skip


def _row(
    entry: Entry,
    known: dict[UUID, str],
    customers: dict[UUID, str],
    refs: dict[UUID, int],
    words: list[str],
    reader: Reader,
) -> DeedRow:
    made = fact_of(entry)
    said = sentence(entry, names=known, say_time=lambda at: times.said(reader, at))
    row = DeedRow(
        at=entry.at,
        who=_who(entry, known),
        sentence=said,
        more="; ".join(" ".join(one.split())[:300] for one in words),
        sort=str(SORTS[entry.code].label),
        url="",
        about="",
    )
    for key in (value for value in vars(made).values() if isinstance(value, UUID)):
        if key in customers:
            return replace(row, url=CUSTOMER.url(key), about=customers[key])
        if key in refs:
            return replace(row, url=PROBLEM.url(refs[key]), about=reference(refs[key]))
        if key in known and key != entry.actor_id:
            return replace(row, url=PERSON.url(key), about=known[key])
    return row


def _who(entry: Entry, known: dict[UUID, str]) -> str:
    if entry.actor_id is not None:
        return known.get(entry.actor_id) or _("a program")
    return _("Buckstop")


def _day(text: str) -> date | None:
    try:
        found = parse_date(text[:10])
    except ValueError:
        return None
    return found if found and 2000 <= found.year < 2200 else None


def _begins(day: date | None, reader: Reader) -> datetime | None:
    return datetime.combine(day, time(), reader.zone) if day else None
