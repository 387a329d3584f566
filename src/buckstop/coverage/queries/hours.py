"""Which service levels there are, and their working hours."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from buckstop.coverage import kept_rows, rules
from buckstop.coverage.models import Roster, ServiceLevel
from buckstop.coverage.rules.levels import Level, Levels, each_day
from buckstop.coverage.service_times import TIMES, ServiceTimes
from buckstop.kit.calendars import Calendar
from buckstop.kit.public_holidays import PublicHolidays
from buckstop.kit.reading import reading
from buckstop.people.zones import house_zone


def zone_of(row: Roster | ServiceLevel) -> str:
    """The time zone of a roster or a service level: its own, or the house's."""
    return row.zone or house_zone()


@lru_cache(maxsize=4)
def levels_of(text: str | None, of_zone: str) -> Levels:
    """The service levels, whose zone may be `of_zone`, the house's."""
    del of_zone
    return in_order(
        _level(dict(zip(kept_rows.LEVEL, row, strict=True)), learned)
        for *row, learned in json.loads(text or "[]")
    )


def _level(values: dict[str, object], learned: int | None) -> ServiceLevel:
    row = ServiceLevel(**values)
    row.learned = learned
    row.days_off, row.days_open = (
        [date.fromisoformat(str(day)) for day in days] for days in (row.days_off, row.days_open)
    )
    row.opens, row.closes = (time.fromisoformat(str(values[name])) for name in ("opens", "closes"))
    return row


def service_level() -> ServiceLevel:
    """The default service level."""
    return ServiceLevel.objects.get(position=None)


def service_levels() -> list[ServiceLevel]:
    """Every service level, in the order in which they are asked, the default one last; with what
    was learned of each."""
    found: list[Any] = _service_levels()
    for row in found:
        row.learned, row.asked = row.percent, row.of
    return found


@reading
def _service_levels() -> "QuerySet[ServiceLevel]":
    rows = ServiceLevel.objects.filter(removed_at=None)
    known = rows.annotate(percent=F("growth__percent"), of=F("growth__asked"))
    return known.order_by(F("position").asc(nulls_last=True), "pk")


def levels() -> Levels:
    """Every service level, as rules ask for them; by one query."""
    return in_order(service_levels())


def in_order(rows: Iterable[ServiceLevel]) -> Levels:
    """Service levels as rules ask for them."""
    [*others, default] = sorted(rows, key=_place)
    grows, learned = each_day(default.grows, default.learned)
    return Levels(times_of(default), tuple(_of_row(row) for row in others), grows, learned)


def _place(row: ServiceLevel) -> tuple[bool, int, str]:
    return row.position is None, row.position or 0, str(row.pk)


def _of_row(row: ServiceLevel) -> Level:
    grows, learned = each_day(row.grows, row.learned)
    return Level(
        UUID(str(row.pk)),
        row.name,
        times_of(row),
        row.tier,
        row.hurts,
        row.kind,
        on_call=UUID(str(row.on_call_id)) if row.on_call_id else None,
        weighs=row.weighs,
        grows=grows,
        learned=learned,
        service=UUID(str(row.service_id)) if row.service_id else None,
        addresses=frozenset(row.addresses),
    )


def times_of(level: ServiceLevel) -> ServiceTimes:
    """The times of a service level, as rules and pages ask for them."""
    return ServiceTimes(calendar(level), **{name: getattr(level, name) for name in TIMES})


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
