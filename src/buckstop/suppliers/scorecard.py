"""How suppliers did, month by month: read from the months that are kept, never from their asks."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from buckstop.services.models import Service
from buckstop.suppliers.models import Supplier, SupplierMonth
from buckstop.suppliers.queries import suppliers
from buckstop.suppliers.rules.scores import COUNTS, Score, added_up, quantile, together

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Times:
    """Minutes from asking: the median, and what nine of ten don't exceed; None of none."""

    median: float | None
    ninth: float | None


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month; `score` is None where nothing was asked: that is no hundred per cent."""

    month: date
    score: Score | None
    answer: Times
    done: Times


@dataclass(frozen=True, slots=True)
class Card:
    """Twelve months of one supplier, the newest first, and all of them together."""

    supplier: Supplier
    months: list[MonthLine]
    total: Score
    answer: Times
    done: Times


def first_month(now: datetime) -> date:
    """The first of the twelve that end with this one."""
    number = now.year * 12 + now.month - MONTHS
    return date(number // 12, number % 12 + 1, 1)


def card(supplier: Supplier, now: datetime) -> Card:
    """How one supplier did; reads twelve rows."""
    since = first_month(now)
    whole = supplier.months.filter(month__gte=since, service=None)
    return _card(supplier, {row.month: row for row in whole}, since)


def by_service(supplier: Supplier, now: datetime) -> list[tuple[Service, Card]]:
    """The same of each of our services that it was asked about, by name."""
    since = first_month(now)
    each: dict[Service, dict[date, SupplierMonth]] = defaultdict(dict)
    rows = supplier.months.filter(month__gte=since, service__isnull=False)
    for row in rows.select_related("service"):
        assert row.service is not None
        each[row.service][row.month] = row
    named = sorted(each, key=lambda one: one.name)
    return [(one, _card(supplier, each[one], since)) for one in named]


def _card(supplier: Supplier, rows: dict[date, SupplierMonth], since: date) -> Card:
    months = [_line(month, rows.get(month)) for month in _months(since)]
    kept = list(rows.values())
    return Card(
        supplier,
        months[::-1],
        added_up(kept),
        _times(together(row.answer_minutes for row in kept)),
        _times(together(row.done_minutes for row in kept)),
    )


def totals(now: datetime) -> dict[UUID, Score]:
    """What each supplier's last twelve months add up to, by its key."""
    whole = SupplierMonth.objects.filter(month__gte=first_month(now), service=None)
    rows = whole.only("supplier_id", *COUNTS)
    found: dict[UUID, list[SupplierMonth]] = defaultdict(list)
    for row in rows:
        found[row.supplier_id].append(row)
    return {key: added_up(each) for key, each in found.items()}


def every_month(now: datetime) -> Iterator[tuple[Supplier, Service | None, MonthLine]]:
    """Of each supplier the months in which it was asked something, oldest first: of all together,
    then of each service."""
    rows = SupplierMonth.objects.filter(month__gte=first_month(now), supplier__in=suppliers())
    by_name = rows.order_by("supplier__name", F("service__name").asc(nulls_first=True), "month")
    for row in by_name.select_related("supplier", "service").iterator(500):
        yield row.supplier, row.service, _line(row.month, row)


def _line(month: date, row: SupplierMonth | None) -> MonthLine:
    if row is None:
        return MonthLine(month, None, _times([]), _times([]))
    return MonthLine(month, added_up([row]), _times(row.answer_minutes), _times(row.done_minutes))


def _times(minutes: list[int]) -> Times:
    return Times(quantile(minutes, 0.5), quantile(minutes, 0.9))


def _months(since: date) -> list[date]:
    numbers = range(since.year * 12 + since.month - 1, since.year * 12 + since.month - 1 + MONTHS)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]
