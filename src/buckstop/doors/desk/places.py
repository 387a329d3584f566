"""The pages that stand in the menu *More*: each says so beside its address.

What a house doesn't use isn't in its way: a page whose tables have no row yet stands at the menu's
end, with what it is for.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import Enum
from time import monotonic

from django.db.models import Exists, Model, Q
from django.urls import URLPattern, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.shown.shell import PlaceGroup, PlaceLink
from buckstop.doors.desk.guard import AUDIENCES
from buckstop.kit.replica import primary
from buckstop.people.models import House

LIVES = 60.0
"""Seconds after which a process asks again for what isn't used yet."""


class Group(Enum):
    """What places are about, in the menu's order."""

    CUSTOMERS = _("Customers")
    THERE = _("Who is there")
    LEARNING = _("Learning")
    RUN = _("What you run")
    SET_UP = _("Set up")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page of the menu. `by`: the table whose first row shows that the house uses it, and which
    rows of it count; none: everybody does. `says`: what it is for. `in_bar`: it stands in the bar
    too, where that is wide enough."""

    label: Promise
    group: Group
    by: type[Model] | None = None
    counts: Q = field(default_factory=Q)
    says: Promise | str = ""
    first: bool = False
    in_bar: bool = False


PLACES: dict[str, Place] = {}
"""By the name of their address."""
_kept: list[tuple[float, frozenset[str]]] = []


def in_menu(address: URLPattern, place: Place) -> URLPattern:
    """An address that stands in the menu."""
    PLACES[str(address.name)] = place
    return address


def unused() -> frozenset[str]:
    """The names of those that this house doesn't use yet, as this process knows it."""
    if not _kept or (_kept[0][1] and monotonic() >= _kept[0][0]):
        keep(frozenset(_asked(dict(_waiting()))))
    return _kept[0][1]


def menu(person: object, *, but: Collection[str] = ()) -> tuple[list[PlaceGroup], list[PlaceLink]]:
    """What is there for somebody: by what it is about; and what the house doesn't use yet. `but`:
    what it doesn't for another reason than an empty table."""
    later = unused() | set(but)
    theirs = [(name, place) for name, place in PLACES.items() if AUDIENCES[name].lets(person)]
    theirs.sort(key=lambda one: (not one[1].first, str(one[1].label).casefold()))
    used = [(place.group, _link(name, place)) for name, place in theirs if name not in later]
    groups = [
        PlaceGroup(title=str(group.value), links=[link for of, link in used if of is group])
        for group in Group
    ]
    return (
        [group for group in groups if group.links],
        [_link(name, place) for name, place in theirs if name in later],
    )


def _link(name: str, place: Place) -> PlaceLink:
    return PlaceLink(
        name=name,
        label=str(place.label),
        url=reverse(name),
        says=str(place.says),
        in_bar=place.in_bar,
    )


def keep(names: frozenset[str]) -> None:
    """Answer so from now on, for a minute."""
    _kept[:] = [(monotonic() + LIVES, names)]


def _waiting() -> Iterator[tuple[str, Exists]]:
    """What may be unused: what is used stays so."""
    for name, place in PLACES.items():
        if place.by and (not _kept or name in _kept[0][1]):
            yield name, Exists(place.by._default_manager.filter(place.counts))


def _asked(ways: dict[str, Exists]) -> Iterator[str]:
    with primary():
        found = House.objects.values_list(*ways.values()).first() if ways else ()
    for name, is_used in zip(ways, found or [False] * len(ways), strict=True):
        if not is_used:
            yield name
