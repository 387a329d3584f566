"""Rosters as they are kept, read by one query and made ready to be asked.

What changes seldom comes as texts, which need not be read again where they are the same as before:
shifts, rotations, overrides, absences, swaps, the service levels.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, F, Func, Model, OuterRef, Q, QuerySet, TextField, When
from django.db.models.expressions import Subquery

from buckstop.coverage.models import (
    Absence,
    Override,
    Pace,
    Roster,
    Seat,
    ServiceLevel,
    Shift,
    Swap,
)  # fmt: skip
from buckstop.coverage.rules import layers
from buckstop.coverage.rules.duty import Duty, Span
from buckstop.coverage.rules.levels import ENOUGH
from buckstop.coverage.service_times import TIMES
from buckstop.kit.reading import Given, reading
from buckstop.people.roles import Capability, can

DEFAULT_LIMIT = 40
LEVEL = (
    "pk", "name", "tier", "hurts", "kind", "position",
    "zone", "country", "opens", "closes", "weekdays", "days_off", "days_open",
    *TIMES, "on_call_id", "weighs", "grows", "service_id", "addresses",
)  # fmt: skip


class _Listed(Func):
    """Some columns as a list of JSON: a tenth of the work of an object of it."""

    function = "json_build_array"
    output_field: Any = TextField()


class _All(Subquery):
    """The one column of every row of a query, as one text."""

    template = "(SELECT json_agg(each.one)::text FROM (%(subquery)s) AS each(one))"


def _who(name: str) -> list[str]:
    """The columns by which it is known whether somebody can be on duty."""
    of = ("public_name", "role", "deactivated_at", "place__limit")
    return [name, *(f"{name}__{column}" for column in of)]


@reading
def rosters(ever: bool) -> "QuerySet[Roster, tuple[Any, ...]]":
    """Each roster as a `Line`, the service desk's first; of teams that have ended, none.

    Overrides and absences that are over by `near` are left out, and swaps of turns that started
    before `begun`; and unless `ever`, what has been ended or taken back.
    """
    own, ahead = Q(roster=OuterRef("pk")), Q(ends__gte=Given("near"))
    running = {name: Q() if ever else Q(**{name: None}) for name in ("dropped_at", "removed_at")}
    seats = Q(rotation__roster=OuterRef("pk")) & (Q() if ever else Q(rotation__until=None))
    swaps = own & Q(day__gte=Given("begun")) & ~Q(accepted_at=None)
    turns = ["rotation", "begins", "hands_over", "days", "since", "until", "zone"]
    there = Roster.objects.filter(team__ended_at=None)
    return there.order_by(F("team").asc(nulls_first=True)).values_list(
        "team",
        "team__lead",
        "team__lead__deactivated_at",
        "name",
        "zone",
        "buck_stops_with",
        "buck_stops_with__public_name",
        _all(Shift, own & running["dropped_at"], "pk", *_who("person"),
             "weekday", "starts", "ends", "since", "dropped_at", "zone"),
        _all(Seat, seats, "pk", *_who("person"), "place", turns[0],
             *(f"rotation__{name}" for name in turns[1:])),
        _all(Override, own & ahead & running["removed_at"], "pk", *_who("person"),
             "instead_of", "starts", "ends", "since", "removed_at"),
        _once(_all(Absence, ahead & running["removed_at"], "pk", *_who("stand_in"),
                   "person", "starts", "ends", "since", "removed_at")),
        _all(Swap, swaps, "pk", *_who("taker"), "layer", "day"),
        _once(_all(ServiceLevel, Q(removed_at=None), *LEVEL, "growth__percent")),
        _all(Pace, own & Q(count__gte=ENOUGH), "kind", "minutes"),
    )  # fmt: skip


def _all(table: type[Model], where: Q, *columns: str) -> _All:
    found = table._default_manager.filter(where).order_by()
    return _All(found.values_list(_Listed(*(F(name) for name in columns))))


def _once(text: _All) -> Case:
    """What is everybody's comes with the service desk's roster alone: in a house of forty teams it
    would be sent forty times."""
    return Case(When(team=None, then=text), output_field=TextField())


class Line(NamedTuple):
    """A roster as it comes: whose it is (None: the service desk's), who leads it and when they
    left; its name and zone; with whom its buck stops (None: as at the service desk) and their name;
    the texts, the absences of everybody; the service levels, on the service desk's line alone; its
    paces."""

    team: UUID | None
    lead: UUID | None
    lead_left: datetime | None
    name: str
    zone: str
    buck: Any
    buck_name: str
    shifts: str | None
    seats: str | None
    overrides: str | None
    absences: str | None
    swaps: str | None
    levels: str | None
    paces: str | None

    def kept(self, house: str) -> "Kept":
        """Ready to be asked; `house` is the zone of a house, for a roster without its own."""
        texts = (self.shifts, self.seats, self.overrides, self.absences, self.swaps)
        return read(self.zone or house, *texts)


@dataclass(slots=True)
class Kept:
    """One roster, ready to be asked; the names and limits of who may be on duty by it; its gaps
    and turns of rotations, and for how long each is on call, within four weeks from `ahead_from`
    on, as they were found last."""

    rows: layers.Rows
    duty: Duty
    names: dict[UUID, str]
    limits: dict[UUID, int]
    gaps: list[Span] = field(default_factory=list)
    on_call: list[Span] = field(default_factory=list)
    time_on: dict[UUID, timedelta] = field(default_factory=dict)
    ahead_from: datetime | None = None


@lru_cache(maxsize=256)
def read(
    zone: str,
    shifts: str | None,
    seats: str | None,
    overrides: str | None,
    absences: str | None,
    swaps: str | None,
) -> Kept:
    """One roster, from its texts."""
    known = _People()
    shift_rows, seat_rows, swap_rows = (_sorted(text) for text in (shifts, seats, swaps))
    rows = layers.Rows(
        zone,
        (*_weekly(shift_rows, known), *_rotations(seat_rows, known)),
        tuple(
            layers.Override(known.meet(row), _key(row[6]), *_hours(row[7:]))
            for row in _sorted(overrides)
        ),
        tuple(
            layers.Cover(UUID(row[6]), date.fromisoformat(row[7]), known.meet(row))
            for row in swap_rows
        ),
        tuple(_absence(row, known) for row in _sorted(absences)),
        frozenset(known.limits),
    )
    return Kept(rows, Duty(rows), known.names, known.limits)


@lru_cache(maxsize=256)
def paces(text: str | None) -> dict[str, float]:
    """How many minutes each kind of work takes, from its text."""
    return dict(json.loads(text or "[]"))


@dataclass(slots=True)
class _People:
    """Who is named by a roster's rows; `limits` has those who can be on duty."""

    names: dict[UUID, str] = field(default_factory=dict)
    limits: dict[UUID, int] = field(default_factory=dict)

    def meet(self, row: list[Any]) -> UUID:
        """The person of a row, whose second to sixth column are those of `_who`."""
        person, name, role, left, limit = row[1:6]
        key = UUID(person)
        self.names[key] = name
        if can(role, Capability.OWN) and left is None:
            self.limits[key] = DEFAULT_LIMIT if limit is None else limit
        return key


def _sorted(text: str | None) -> list[list[Any]]:
    """Rows in the order in which they were made."""
    return sorted(json.loads(text or "[]"), key=lambda row: str(row[0]))


def _key(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _force(since: str | None, until: str | None) -> tuple[datetime, datetime]:
    """Between which instants a row is in force."""
    first, last = layers.EVER
    return (
        datetime.fromisoformat(since) if since else first,
        datetime.fromisoformat(until) if until else last,
    )


def _hours(row: list[Any]) -> tuple[datetime, datetime, datetime, datetime]:
    starts, ends, since, until = row
    return datetime.fromisoformat(starts), datetime.fromisoformat(ends), *_force(since, until)


def _weekly(rows: list[list[Any]], known: _People) -> Iterator[layers.Weekly]:
    for row in rows:
        weekday, starts, ends, since, until, zone = row[6:]
        hours = (time.fromisoformat(starts), time.fromisoformat(ends))
        yield layers.Weekly(
            UUID(row[0]), known.meet(row), weekday, *hours, *_force(since, until), zone
        )


def _rotations(rows: list[list[Any]], known: _People) -> Iterator[layers.Rotation]:
    seated: dict[str, list[list[Any]]] = {}
    for row in rows:
        seated.setdefault(row[7], []).append(row)
    for key, seats in seated.items():
        begins, hands_over, days, since, until, zone = seats[0][8:]
        people = tuple(known.meet(seat) for seat in sorted(seats, key=lambda seat: seat[6]))
        hours = (date.fromisoformat(begins), time.fromisoformat(hands_over))
        yield layers.Rotation(UUID(key), people, *hours, days, *_force(since, until), zone)


def _absence(row: list[Any], known: _People) -> layers.Absence:
    starts, ends, since, until = _hours(row[7:])
    stand_in = known.meet(row) if row[1] else None
    return layers.Absence(UUID(row[6]), starts, ends, stand_in, since, until)
