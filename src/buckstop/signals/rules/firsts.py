"""Who was first to know of a problem: a signal or a customer, and by how long. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median


class First(StrEnum):
    SIGNAL = "signal"
    CUSTOMER = "customer"
    MISSED = "missed"  # a customer, although a signal stood there


@dataclass(frozen=True, slots=True)
class Known:
    """When a signal showed a problem, when a customer first told us of it, and when a signal on
    its services stood there that opened nothing; each empty where there was none."""

    signal_at: datetime | None
    customer_at: datetime | None
    stood_at: datetime | None = None


def first(known: Known) -> First:
    """Who was first; at the same instant the customer was."""
    if known.customer_at is None:
        return First.SIGNAL
    if known.signal_at is not None and known.signal_at < known.customer_at:
        return First.SIGNAL
    stood = known.stood_at is not None and known.stood_at < known.customer_at
    return First.MISSED if stood else First.CUSTOMER


def lead(known: Known) -> timedelta | None:
    """By how long a signal was first, where a customer came later."""
    if known.signal_at is None or known.customer_at is None:
        return None
    return known.customer_at - known.signal_at if first(known) is First.SIGNAL else None


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of all a signal showed first, and the median of how much earlier; None of none."""

    found_first: int
    missed: int
    all: int
    lead: timedelta | None


def rate(of: Iterable[Known]) -> Rate:
    """The figures of some problems."""
    rows = list(of)
    firsts = [first(one) for one in rows]
    leads = [one for row in rows if (one := lead(row)) is not None]
    return Rate(
        found_first=firsts.count(First.SIGNAL),
        missed=firsts.count(First.MISSED),
        all=len(rows),
        lead=timedelta(seconds=median(one.total_seconds() for one in leads)) if leads else None,
    )
