"""Who is there now, and which hours we promise."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Func, OuterRef, QuerySet, TextField
from django.db.models.expressions import Subquery
from django.db.models.functions import Cast, JSONObject

from buckstop.coverage import rules
from buckstop.coverage.models import Roster, ServiceLevel, Shift
from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.service_times import ServiceTimes
from buckstop.kit.calendars import Calendar
from buckstop.kit.public_holidays import PublicHolidays
from buckstop.kit.reading import reading
from buckstop.people.models import Person
from buckstop.people.queries import desk, staff
from buckstop.people.roles import Capability, can, rank
from buckstop.people.zones import house_zone

DEFAULT_LIMIT = 40
_LEVEL = (
    "zone", "country", "opens", "closes", "weekdays", "days_off", "days_open",
    "first_news", "news_while_hurting", "news_otherwise",
)  # fmt: skip
_TURN = (
    "person", "person__public_name", "weekday", "starts", "ends", "person__role",
    "person__deactivated_at", "person__place__limit",
)  # fmt: skip


def roster() -> Roster:
    """The one roster."""
    return Roster.objects.select_related("buck_stops_with").get()


def zone_of(row: Roster | ServiceLevel) -> str:
    """The time zone of a roster or a service level: its own, or the house's."""
    return row.zone or house_zone()


def who_is_on_duty(at: datetime) -> OnDuty:
    """The desk as it is at `at`: who is on duty, and the times promised; by one query."""
    [(zone, buck, buck_name, level, turns)] = _roster_row()
    desk = _read(level, turns or "[]", house_zone())
    return OnDuty(
        on_shift=rules.on_shift(desk.turns, at, zone or house_zone()),
        names={buck: buck_name} | desk.names,
        limits=dict(desk.limits),
        buck_stops_with=buck,
        times=desk.times,
    )


class _Listed(Func):
    """Some columns as a list of JSON: a tenth of the work of an object of it."""

    function = "json_build_array"
    output_field: Any = TextField()


class _AllListed(Aggregate):
    """The lists of all rows as one text."""

    template = "json_agg(%(expressions)s)::text"
    output_field: Any = TextField()


@reading
def _roster_row() -> "QuerySet[Roster, tuple[Any, ...]]":
    """What changes seldom comes as texts, which need not be read again: the level, the turns."""
    level = ServiceLevel.objects.order_by("pk").values(_=JSONObject(**{n: n for n in _LEVEL}))[:1]
    running = Shift.objects.filter(roster=OuterRef("pk"), dropped_at=None)
    turns = running.order_by().values("roster").values(_=_AllListed(_Listed(*_TURN)))
    return Roster.objects.values_list(
        "zone",
        "buck_stops_with",
        "buck_stops_with__public_name",
        Cast(Subquery(level), TextField()),
        Subquery(turns),
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a roster and a service level say at any time."""

    turns: list[rules.Turn]
    names: dict[UUID, str]
    limits: dict[UUID, int]
    times: ServiceTimes


@lru_cache(maxsize=4)
def _read(level: str, turns: str, of_zone: str) -> _Desk:
    """A service level, whose zone may be `of_zone`, the house's, and the turns of a roster."""
    del of_zone
    found, names, limits = [], {}, {}
    for person, name, weekday, starts, ends, role, left, limit in json.loads(turns):
        if can(role, Capability.OWN) and left is None:
            key, hours = UUID(person), (time.fromisoformat(starts), time.fromisoformat(ends))
            found.append(rules.Turn(key, weekday, *hours))
            names[key] = name
            limits[key] = DEFAULT_LIMIT if limit is None else limit
    return _Desk(found, names, limits, _times(json.loads(level)))


def _times(level: dict[str, object]) -> ServiceTimes:
    row = ServiceLevel(**level)
    row.days_off, row.days_open = (
        [date.fromisoformat(str(day)) for day in days] for days in (row.days_off, row.days_open)
    )
    row.opens, row.closes = (time.fromisoformat(str(level[name])) for name in ("opens", "closes"))
    return times_of(row)


def who_is_on_shift() -> Callable[[datetime], set[UUID]]:
    """Who is on shift at any time that is asked for, by the roster as it is now."""
    desk = Roster.objects.get()
    shifts = Shift.objects.filter(roster=desk, dropped_at=None, person__deactivated_at=None)
    turns = [rules.Turn(s.person_id, s.weekday, s.starts, s.ends) for s in shifts]
    zone = zone_of(desk)
    return cache(lambda at: set(rules.on_shift(turns, at, zone)))  # many ask for one instant


def highest_of_the_desk() -> Person | None:
    """With whom the buck stops until somebody says otherwise; of one rank, who is there longest."""
    people = desk().order_by("created_at")
    return max(people, key=lambda person: rank(person.role), default=None)


def is_founded() -> bool:
    """Whether somebody is there with whom the buck stops: without, no problem can be owned."""
    return Roster.objects.exists()


def service_level() -> ServiceLevel:
    """The default service level."""
    return ServiceLevel.objects.order_by("pk")[0]


def times_of(level: ServiceLevel) -> ServiceTimes:
    """The times of a service level, as rules and pages ask for them."""
    return ServiceTimes(
        calendar=calendar(level),
        first_news=level.first_news,
        news_while_hurting=level.news_while_hurting,
        news_otherwise=level.news_otherwise,
    )


def service_times() -> ServiceTimes:
    """The times of the default service level."""
    return times_of(service_level())


def turns(person: Person) -> list[rules.Turn]:
    """The weekly shifts of one person."""
    rows = Shift.objects.filter(person=person, dropped_at=None)
    return [rules.Turn(row.person_id, row.weekday, row.starts, row.ends) for row in rows]


@dataclass(frozen=True)
class DaysOff:
    """The public holidays of somewhere, with a house's own days more and less."""

    public: PublicHolidays | None
    off: frozenset[date]
    opened: frozenset[date]

    def __call__(self, year: int) -> frozenset[date]:
        """The days off of `year`."""
        public = self.public(year) if self.public else frozenset()
        return (public | self.off) - self.opened


def calendar(of: ServiceLevel) -> Calendar:
    """The working hours of a service level."""
    off, opened = frozenset(of.days_off), frozenset(of.days_open)
    return _calendar(
        zone_of(of), of.country, of.weekdays, of.opens.isoformat(),
        of.closes.isoformat(), off, opened,
    )  # fmt: skip


@lru_cache(maxsize=64)
def _calendar(
    zone: str,
    country: str,
    weekdays: str,
    opens: str,
    closes: str,
    off: frozenset[date],
    opened: frozenset[date],
) -> Calendar:
    hours = (time.fromisoformat(opens), time.fromisoformat(closes))
    days = {int(day): [hours] for day in weekdays}
    public = rules.holidays_of(country)
    return Calendar(zone, days, DaysOff(public, off, opened) if public or off else frozenset())


def leaders() -> list[Person]:
    """Who may be asked to decide, the nearest first: leads, then executives, then admins."""
    found = [person for person in staff() if can(person.role, Capability.LEAD)]
    return sorted(found, key=lambda person: (rank(person.role), person.name))
