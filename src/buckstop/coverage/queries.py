"""Who is there now, and which hours we promise."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from buckstop.coverage import kept_rows, rules
from buckstop.coverage.models import Roster, ServiceLevel, Shift, Swap
from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.rules.duty import Span
from buckstop.coverage.rules.layers import Weekly
from buckstop.coverage.service_times import ServiceTimes
from buckstop.kit.calendars import Calendar
from buckstop.kit.public_holidays import PublicHolidays
from buckstop.kit.reading import Given, reading
from buckstop.people.models import Person
from buckstop.people.queries import desk, staff
from buckstop.people.roles import Capability, can, rank
from buckstop.people.zones import house_zone

GAPS_AHEAD = timedelta(days=28)
LONGEST_TURN = timedelta(days=28)
ANYWHERE = timedelta(days=2)  # no two clocks on earth are further apart


def roster() -> Roster:
    """The one roster."""
    return Roster.objects.select_related("buck_stops_with").get()


def zone_of(row: Roster | ServiceLevel) -> str:
    """The time zone of a roster or a service level: its own, or the house's."""
    return row.zone or house_zone()


def who_is_on_duty(at: datetime) -> OnDuty:
    """The desk as it is at `at`: who is on duty, and the times promised; by one query."""
    [(_key, zone, buck, buck_name, *rows, level)] = _rosters(False, at)
    kept = kept_rows.read(zone or house_zone(), *rows)
    return OnDuty(
        on_shift=kept.duty.who(at),
        names={buck: buck_name} | kept.names,
        limits=dict(kept.limits),
        buck_stops_with=buck,
        times=_level(level, house_zone()),
    )


def _rosters(ever: bool, at: datetime) -> list[tuple[Any, ...]]:
    from_now = near(at)
    return kept_rows.rosters(ever, near=from_now, begun=from_now - LONGEST_TURN)


def near(at: datetime) -> datetime:
    """What no clock on a wall shows any more, at `at` or later."""
    return (at - ANYWHERE).astimezone(UTC).replace(tzinfo=None)


def kept_between(start: datetime) -> list[kept_rows.Kept]:
    """Every roster as it was and is, from `start` on; by one query."""
    house = house_zone()
    return [
        kept_rows.read(zone or house, *rows)
        for _key, zone, _buck, _name, *rows, _level_of in _rosters(True, start)
    ]


def house_roster_kept(start: datetime) -> kept_rows.Kept:
    """The house's roster as it was and is, from `start` on."""
    [kept] = kept_between(start)
    return kept


def gaps_ahead(at: datetime) -> tuple[kept_rows.Kept, list[Span]]:
    """The house's roster, and when nobody will be there who should be, within four weeks."""
    kept, whole = house_roster_kept(at), at.replace(minute=0, second=0, microsecond=0)
    if kept.gaps_from != whole:  # pages ask again and again
        kept.gaps, kept.gaps_from = kept.duty.gaps(whole, whole + GAPS_AHEAD), whole
    return kept, [gap for gap in kept.gaps if gap.ends > at]


@reading
def offered_turns() -> "QuerySet[Swap]":
    """The turns that are offered to `taker` and unanswered, from `today` on."""
    unanswered = Swap.objects.filter(accepted_at=None, declined_at=None)
    return unanswered.filter(taker=Given("taker"), day__gte=Given("today")).order_by("day")


@lru_cache(maxsize=4)
def _level(level: str, of_zone: str) -> ServiceTimes:
    """A service level, whose zone may be `of_zone`, the house's."""
    del of_zone
    return _times(json.loads(level))


def _times(level: dict[str, object]) -> ServiceTimes:
    row = ServiceLevel(**level)
    row.days_off, row.days_open = (
        [date.fromisoformat(str(day)) for day in days] for days in (row.days_off, row.days_open)
    )
    row.opens, row.closes = (time.fromisoformat(str(level[name])) for name in ("opens", "closes"))
    return times_of(row)


def who_is_on_shift(start: datetime) -> Callable[[datetime], set[UUID]]:
    """Who is on shift at any time from `start` on that is asked for."""
    kept = house_roster_kept(start)
    return cache(lambda at: set(kept.duty.who(at)))  # many ask for one instant


def next_duty(at: datetime) -> dict[UUID, datetime]:
    """When each person's next duty begins, of those who have one within four weeks."""
    found: dict[UUID, datetime] = {}
    for span in house_roster_kept(at).duty.spans(at, at + GAPS_AHEAD):
        if span.person is not None and span.starts > at:
            found.setdefault(span.person, span.starts)
    return found


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


def weekly_shifts(person: Person, zone: str) -> list[Weekly]:
    """The weekly shifts of one person that are kept in `zone`; empty is the roster's."""
    return [weekly(row) for row in Shift.objects.filter(person=person, zone=zone, dropped_at=None)]


def weekly(row: Shift) -> Weekly:
    """A shift that nobody dropped, as rules know it: whenever it began."""
    return Weekly(row.pk, row.person_id, row.weekday, row.starts, row.ends, zone=row.zone)


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
