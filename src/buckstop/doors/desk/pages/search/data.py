"""Where one may go: what was searched for, and what was looked at lately."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.configuration.group import groups as groups_of_settings
from buckstop.conversations.queries.asked_in_words import completions, find_best
from buckstop.conversations.queries.search import found_in
from buckstop.coverage.queries import teams
from buckstop.doors.desk.addresses import (
    CHATS,
    COMING_IN,
    CUSTOMER,
    KEEPING,
    KEYS,
    PERSON,
    PROBLEMS,
    SEARCH,
    SETTING_UP,
    SETTINGS,
    SUPPLIER_ASK,
    TEAM,
    WEBHOOKS,
)
from buckstop.doors.desk.finding import MOST as LARGEST_NUMBER
from buckstop.doors.desk.presenting.problems import address, kind_words, state_words
from buckstop.doors.desk.reader import Reader
from buckstop.kit.folding import plain
from buckstop.kit.ids import key_of, number_of
from buckstop.people.models import Customer, Person
from buckstop.people.queries import here, search_customers, staff
from buckstop.problems.models import Problem
from buckstop.problems.queries.filters import Wanted, matching
from buckstop.suppliers.queries import with_ticket
from buckstop.suppliers.rules.asks import first_line

MOST = 6  # of a sort: who looks for more looks in its list
MOST_RECENT = 12
NARROWS = 2  # letters from which on problems and customers are looked for

_RECENT = re.compile(r"/(problems|customers|people)/(?:P-([1-9][0-9]{0,8})|([0-9a-f-]{36}))/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page to go to. `ref`: of a problem; `detail`: what tells it from another; `said`: words of
    a message or a file in which it was found; `fill`: what the palette goes on with instead."""

    label: str
    url: str
    ref: str = ""
    detail: str = ""
    said: str = ""
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Places of a sort."""

    title: str
    places: list[Place] = field(default_factory=list)


def found(q: str, reader: Reader) -> list[Group]:
    """What fits what was typed, by sort: first where something begins with it."""
    if not q:
        return []
    sorts = [
        Group(_("Problems"), _problems(q, reader)),
        Group(_("Numbers of suppliers"), _tickets(q, reader) if reader.at_desk else []),
        Group(_("Customers"), _customers(q) if reader.at_desk else []),
        Group(_("Colleagues"), _colleagues(q)),
        Group(_("Teams"), _teams(q)),
        Group(_("Settings"), _settings(q, reader)),
    ]
    found = sorted((sort for sort in sorts if sort.places), key=lambda sort: not _begins(sort, q))
    narrower = Group(_("Narrow by"), _completions(q, reader))
    if not narrower.places:
        return found
    return [narrower, *found] if ":" in q.rpartition(" ")[2] else [*found, narrower]


def _begins(sort: Group, q: str) -> bool:
    """Whether what was typed is how one of them begins: most likely it is meant."""
    return any(plain(f"{one.ref} {one.label}".strip()).startswith(plain(q)) for one in sort.places)


def recent(addresses: Iterable[str], reader: Reader) -> list[Place]:
    """Of these addresses the pages that the reader may see, in their order."""
    read = [one for one in map(_RECENT.fullmatch, addresses) if one][:MOST_RECENT]
    numbers = [int(one[2]) for one in read if one[2] and int(one[2]) < LARGEST_NUMBER]
    keys = [key for one in read if one[3] and (key := key_of(one[3]))]
    places = [*_numbered(numbers, reader), *_people(keys)]
    if reader.at_desk:
        places += [_customer(row) for row in here().filter(pk__in=keys)]
    by_url = {place.url: place for place in places}
    return [by_url[one[0]] for one in read if one[0] in by_url]


def _completions(q: str, reader: Reader) -> list[Place]:
    """What the last word may become, each with what it finds."""
    found = completions(q, customers=reader.at_desk)
    return [
        Place(label=one, url=(SEARCH if one.endswith(":") else PROBLEMS).url(q=one), fill=one)
        for one in found
    ]


def _problems(q: str, reader: Reader) -> list[Place]:
    """The one of that number first, then those that hold the words, the best before others; and
    the way to all of them."""
    number = number_of(q) or 0
    named = _numbered([number], reader) if number < LARGEST_NUMBER else []
    if len(q) < NARROWS:
        return named
    seen = matching(reader.actor, Wanted())
    fitting, words = find_best(seen, q, reader.searcher, limit=MOST)
    rows = fitting.listed.rows
    said = found_in([row for row in rows if plain(words) not in plain(row.title)], words)
    worded = [_problem(row, said.get(row.pk, "")) for row in rows]
    places = list({place.url: place for place in [*named, *worded]}.values())
    every = Place(label=_("All problems with “%(words)s”") % {"words": q}, url=PROBLEMS.url(q=q))
    return [*places, every] if len(places) > 1 else places


def _tickets(q: str, reader: Reader) -> list[Place]:
    """What suppliers have under a number of their own."""
    return [
        Place(
            label=f"{ask.ticket} {first_line(str(ask.commitment.what or ''))}",
            url=SUPPLIER_ASK.url(ask.commitment.problem.number, ask.pk),
            ref=ask.commitment.problem.ref,
            detail=ask.supplier.name,
        )
        for ask in with_ticket(q, reader.actor)[:MOST]
    ]


def _numbered(numbers: list[int], reader: Reader) -> list[Place]:
    rows = Problem.objects.visible_to(reader.actor).filter(number__in=[n for n in numbers if n])
    return [_problem(row) for row in rows]


def _problem(row: Problem, said: str = "") -> Place:
    words = [kind_words(row), state_words(row)] if row.is_closed or kind_words(row) else []
    detail = " · ".join(one for one in words if one)
    return Place(label=row.title, url=address(row), ref=row.ref, detail=detail, said=said)


def _customers(q: str) -> list[Place]:
    return [_customer(row) for row in search_customers(q, MOST)] if len(q) >= NARROWS else []


def _customer(row: Customer) -> Place:
    return Place(label=row.name, url=CUSTOMER.url(row.pk), detail=row.tier)


def _colleagues(q: str) -> list[Place]:
    """By a part of their name, or of what stands before the @ of their address."""
    sought = plain(q)
    words = ((one, one.name, (one.email or "").partition("@")[0]) for one in staff())
    rows = [one for one, name, local in words if sought in plain(f"{name} {local}")]
    return [_person(one) for one in rows[:MOST]]


def _teams(q: str) -> list[Place]:
    fitting = [one for one in teams() if plain(q) in plain(one.name)]
    return [Place(label=one.name, url=TEAM.url(one.pk)) for one in fitting[:MOST]]


def _people(keys: list[UUID]) -> list[Place]:
    return [_person(one) for one in staff().filter(pk__in=keys)]


def _person(one: Person) -> Place:
    return Place(
        label=one.public_name, url=PERSON.url(one.pk), detail=str(one.get_role_display())
    )  # fmt: skip


def _settings(q: str, reader: Reader) -> list[Place]:
    places = [
        Place(label=str(group.label), url=SETTINGS.url(group.name))
        for group in groups_of_settings()
        if not group.own_page
    ]
    if reader.administers:
        own = {
            _("Setting up, step by step"): SETTING_UP,
            _("Who may come in"): COMING_IN,
            _("Keeping"): KEEPING,
            _("Keys for programs"): KEYS,
            _("Webhooks"): WEBHOOKS,
            _("Chat and forms"): CHATS,
        }
        places += [Place(label=label, url=page.url()) for label, page in own.items()]
    return [place for place in places if plain(q) in plain(place.label)]
