"""Who is there now, and which hours we promise."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from uuid import UUID

from buckstop.coverage import rules
from buckstop.coverage.models import Place, Roster, ServiceLevel, Shift
from buckstop.kit.calendars import Calendar
from buckstop.kit.public_holidays import PublicHolidays
from buckstop.people.models import Person
from buckstop.people.queries import desk, staff
from buckstop.people.roles import Capability, can, rank, roles_with
from buckstop.people.zones import house_zone

DEFAULT_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is on shift, until when; how many problems each may be routed; who is there always."""

    on_shift: dict[UUID, datetime]
    limits: dict[UUID, int]
    buck_stops_with: UUID

    def limit(self, person: UUID) -> int:
        return self.limits.get(person, DEFAULT_LIMIT)

    @property
    def watch(self) -> list[UUID]:
        """Who can be reached now: the people on shift, else the person with whom the buck stops."""
        return list(self.on_shift) or [self.buck_stops_with]


def roster() -> Roster:
    """The one roster."""
    return Roster.objects.select_related("buck_stops_with").get()


def zone_of(row: Roster | ServiceLevel) -> str:
    """The time zone of a roster or a service level: its own, or the house's."""
    return row.zone or house_zone()


def duty(at: datetime) -> Duty:
    """Who is there at `at`."""
    desk = Roster.objects.get()
    may_own = Person.objects.filter(deactivated_at=None, role__in=roles_with(Capability.OWN))
    shifts = Shift.objects.filter(roster=desk, dropped_at=None, person__in=may_own)
    turns = [rules.Turn(s.person_id, s.weekday, s.starts, s.ends) for s in shifts]
    return Duty(
        on_shift=rules.on_shift(turns, at, zone_of(desk)),
        limits=dict(Place.objects.values_list("person_id", "limit")),
        buck_stops_with=desk.buck_stops_with_id,
    )


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


def level() -> ServiceLevel:
    """The default service level."""
    return ServiceLevel.objects.order_by("pk")[0]


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
