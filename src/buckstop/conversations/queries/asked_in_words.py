"""Filters as words of a search: `owner:me missed:yes customer:nordbank has:attachment`.

What isn't such a word is looked for as it stands. One with a minus before it leaves out what fits.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from buckstop.conversations.models import Attachment
from buckstop.conversations.queries.best import best
from buckstop.conversations.queries.search import Found, search
from buckstop.coverage.queries import teams
from buckstop.kit.folding import plain
from buckstop.people.finding import contacts_like, customers_like
from buckstop.people.queries import here, staff
from buckstop.problems.models import Case, Labelling, Problem
from buckstop.problems.models.case import CaseState
from buckstop.problems.models.problem import UNOWNED, Kind, State
from buckstop.problems.queries.filters import RUNNING
from buckstop.problems.queries.lists import PAGE, Cursor
from buckstop.problems.queries.traits import Trait, condition

ME, YES, NO, DESK = "me", "yes", "no", "desk"
_WORD = re.compile(r'(?<!\S)(-?)([a-z]+):("[^"]*"|[^\s"]+)')


@dataclass(frozen=True, slots=True)
class Searcher:
    """Who looks: `me` is nobody for a program; days are those of their zone."""

    me: UUID | None
    zone: tzinfo


type Narrow = Callable[[str, Searcher], Q | None]
"""What a value of a filter asks for; None for one that nobody understands."""


def narrowed(
    rows: "QuerySet[Problem]", typed: str, by: Searcher
) -> tuple["QuerySet[Problem]", str]:
    """Of `rows` those that fit the filters among the words, and the words that are left."""
    left = typed
    for minus, name, value, word in _filters(typed):
        asks = NARROWS[name](value, by)
        if asks is not None:
            rows = rows.exclude(asks) if minus else rows.filter(asks)
            left = left.replace(word, " ", 1)
    return rows, " ".join(left.split())


def find(
    rows: "QuerySet[Problem]",
    typed: str,
    by: Searcher,
    *,
    after: Cursor | None = None,
    limit: int = PAGE,
) -> tuple[Found, str]:
    """A page of what fits, newest first, and the words that were looked for beside filters."""
    rows, left = narrowed(rows, typed, by)
    found = search(rows, left, after=after, limit=limit)
    if found.count is None and after is None and found.listed.older is None:
        found = Found(found.listed, len(found.listed.rows))  # it is all that there is
    return found, left


def find_best(
    rows: "QuerySet[Problem]", typed: str, by: Searcher, *, behind: int = 0, limit: int = PAGE
) -> tuple[Found, str]:
    """The same, the best first; the newest, where there are filters alone."""
    narrow, left = narrowed(rows, typed, by)
    if not left:
        return find(rows, typed, by, limit=limit)
    return best(narrow, left, behind=behind, limit=limit), left


def completions(typed: str, *, customers: bool = True, limit: int = 6) -> list[str]:
    """What the last word may become: filters by their beginning, and what one may say there.

    `customers`: whether who types may read their names.
    """
    before, _, last = typed.rpartition(" ")
    name, colon, value = last.removeprefix("-").partition(":")
    minus = "-" if last.startswith("-") else ""
    if not last or (not colon and len(name) < 2):
        return []
    if colon:
        may = name in SAYS and (customers or name != "customer")
        said = SAYS[name](value) if may else []
        found = [f"{name}:{_quoted(one)}" for one in said if plain(one) != plain(value)]
    else:
        found = [f"{one}:" for one in NARROWS if one.startswith(name)]
    start = f"{before} " if before else ""
    return [f"{start}{minus}{one}" for one in found[:limit]]


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _filters(typed: str) -> Iterator[tuple[str, str, str, str]]:
    for word in _WORD.finditer(typed):
        minus, name, value = word.groups()
        if name in NARROWS:
            yield minus, name, value.strip('"'), word[0]


def _owner(value: str, by: Searcher) -> Q | None:
    if value == ME:
        return ~UNOWNED & Q(owner=by.me) if by.me else None
    them = [one.pk for one in staff() if plain(value) in plain(one.name)]
    return ~UNOWNED & Q(owner__in=them)


def _theirs(**whose: Any) -> Q:
    """One of its cases is theirs; what was set aside doesn't count."""
    rows = Case.objects.filter(**whose).exclude(state=CaseState.VOID)
    return Q(pk__in=rows.values("problem"))


def _customer(value: str, by: Searcher) -> Q:
    del by
    return _theirs(customer__in=customers_like(value))


def _contact(value: str, by: Searcher) -> Q:
    del by
    return _theirs(contact__in=contacts_like(value))


def _team(value: str, by: Searcher) -> Q:
    del by
    if value == DESK:
        return Q(team=None)
    return Q(team__in=[one.pk for one in teams() if plain(value) in plain(one.name)])


def _state(value: str, by: Searcher) -> Q | None:
    del by
    if value == RUNNING:
        return ~Q(state=State.CLOSED)
    return Q(state=value) if value in State.values else None


def _kind(value: str, by: Searcher) -> Q | None:
    del by
    return Q(kind=value) if value in Kind.values else None


def _missed(value: str, by: Searcher) -> Q | None:
    """One of us missed something that was promised on it, at any time."""
    del by
    missed = condition(Trait.MISSED_TODAY, today=None, soon=None)
    return {YES: missed, NO: ~missed}.get(value)


def _has(value: str, by: Searcher) -> Q | None:
    del by
    if value not in ("attachment", "attachments", "file", "files"):
        return None
    chosen = Attachment.objects.filter(inline=False)
    return Q(Exists(chosen.filter(message__problem=OuterRef("pk"))))


def _tag(value: str, by: Searcher) -> Q:
    del by
    rows = Labelling.objects.filter(ended_at=None, label__name__iexact=value)
    return Q(pk__in=rows.values("problem"))


def _before(value: str, by: Searcher) -> Q | None:
    day = _day(value)
    return Q(opened_at__lt=_begins(day, by.zone)) if day else None


def _after(value: str, by: Searcher) -> Q | None:
    """On that day or later."""
    day = _day(value)
    return Q(opened_at__gte=_begins(day, by.zone)) if day else None


def _on(value: str, by: Searcher) -> Q | None:
    day = _day(value)
    if day is None or day == date.max:
        return None
    ends = _begins(day + timedelta(days=1), by.zone)
    return Q(opened_at__gte=_begins(day, by.zone), opened_at__lt=ends)


def _day(value: str) -> date | None:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if 1900 < found.year < 9000 else None  # beyond, time zones have no such instant


def _begins(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)


NARROWS: dict[str, Narrow] = {
    "owner": _owner,
    "customer": _customer,
    "contact": _contact,
    "team": _team,
    "state": _state,
    "kind": _kind,
    "missed": _missed,
    "has": _has,
    "tag": _tag,
    "before": _before,
    "after": _after,
    "on": _on,
}


def _of(*values: str) -> Callable[[str], list[str]]:
    return lambda value: [one for one in values if one.startswith(value)]


def _owners(value: str) -> list[str]:
    names = [one.name for one in staff() if plain(value) in plain(one.name)]
    return [*_of(ME)(value), *names]


def _customers(value: str) -> list[str]:
    near = customers_like(value) if len(value) > 1 else []
    return list(here().filter(pk__in=near).order_by("name").values_list("name", flat=True)[:6])


def _teams(value: str) -> list[str]:
    return [*_of(DESK)(value), *(t.name for t in teams() if plain(value) in plain(t.name))]


SAYS: dict[str, Callable[[str], list[str]]] = {
    "owner": _owners,
    "customer": _customers,
    "team": _teams,
    "state": _of(RUNNING, *State.values),
    "kind": _of(*Kind.values),
    "missed": _of(YES, NO),
    "has": _of("attachment"),
}
