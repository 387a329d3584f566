"""The views of the list that people saved."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.db.models import Q, QuerySet

from buckstop.doors.desk.addresses import PROBLEMS
from buckstop.doors.desk.problem_list.asked import KEPT, Asked
from buckstop.kit.reading import Given, reading
from buckstop.people.models import Person, SavedView

MOST = 30  # tabs


@dataclass(frozen=True, slots=True)
class Tab:
    """A saved view as a tab; `chosen` where it is the one that is open."""

    view: SavedView
    url: str
    chosen: bool


def tabs(person: Person, this: Asked) -> list[Tab]:
    """Their own and the shared ones, oldest first."""
    now = _sorted(this.given | ({"q": this.q} if this.q else {}))
    return [Tab(one, url(one), one.asks == now) for one in _tabs(person=person.pk)]


def asks(this: Asked) -> str:
    """What the list that is open asks for, as it is saved; empty where it asks for nothing."""
    return _sorted(this.given | ({"q": this.q} if this.q else {}))


def kept(text: str) -> str:
    """What of an address is saved: what the list understands."""
    pairs = parse_qsl(text.replace("\x00", ""))
    return _sorted({name: value for name, value in pairs if name in ("q", *KEPT)})


def url(view: SavedView) -> str:
    """Where it is."""
    return PROBLEMS.url(**dict(parse_qsl(view.asks)))


def seen_by(person: Person, *, removed: bool = False) -> "QuerySet[SavedView]":
    """Their own and those that everybody has."""
    rows = SavedView.objects.filter(Q(person=person) | Q(shared=True))
    return rows if removed else rows.filter(removed_at=None)


@reading
def _tabs() -> "QuerySet[SavedView]":
    person: UUID = Given("person")  # type: ignore[assignment]
    rows = SavedView.objects.filter(Q(person=person) | Q(shared=True), removed_at=None)
    return rows.order_by("saved_at", "pk")[:MOST]


def _sorted(given: dict[str, str]) -> str:
    return urlencode(sorted(given.items()))
