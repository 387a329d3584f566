"""A figure: what was seen of late, how sure that is, and whether it changed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from math import ceil, sqrt
from statistics import median
from uuid import UUID

from buckstop.reliability.rules.beta import share

WEEK = timedelta(weeks=1)
LATELY = 4  # weeks that a figure is of
SHOWN = 13  # weeks of its trend
_Z = 1.645  # of an interval of 90 %


class Sort(Enum):
    """How what was seen becomes a figure."""

    SHARE = "share"
    MEDIAN = "median"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that was seen at a time: of a share, 1 where it was good; else minutes, or 1."""

    at: datetime
    value: float
    problem: UUID | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A value with from where to where it lies with 90 % certainty; `of` so many."""

    value: float
    low: float
    high: float
    of: int


def value(seen: Sequence[Seen], sort: Sort) -> Value | None:
    """What some of it comes to; None where there is nothing (a count is 0 then)."""
    values = sorted(one.value for one in seen)
    n = len(values)
    if sort is Sort.COUNT:
        spread = _Z * sqrt(n)
        return Value(n, max(0.0, n - spread), n + spread, n)
    if not values:
        return None
    if sort is Sort.SHARE:
        good = sum(values)
        found = share(good, n - good)
        return Value(good / n, found.low, found.high, n)
    half = _Z * sqrt(n) / 2  # the ranks of the interval of a median: binomial, near enough
    low, high = max(0, ceil(n / 2 - half) - 1), min(n - 1, int(n / 2 + half))
    return Value(median(values), values[low], values[high], n)


def lately(seen: Sequence[Seen], at: datetime, *, before: int = 0) -> list[Seen]:
    """What was seen in the last weeks; with `before`, in as many that ended so many weeks ago."""
    until = at - before * WEEK
    return [one for one in seen if until - LATELY * WEEK < one.at <= until]


def trend(seen: Sequence[Seen], sort: Sort, at: datetime) -> list[Value | None]:
    """A value for each week, the oldest first."""
    weeks: list[list[Seen]] = [[] for _ in range(SHOWN)]
    for one in seen:
        place = SHOWN - 1 - int((at - one.at) / WEEK)
        if 0 <= place < SHOWN and one.at <= at:
            weeks[place].append(one)
    return [value(week, sort) for week in weeks]


def changed(now: Value | None, before: Value | None) -> int:
    """1 where it is surely higher than before, -1 where lower, 0 where that can't be said."""
    if now is None or before is None:
        return 0
    return (now.low > before.high) - (now.high < before.low)
