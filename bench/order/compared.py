"""The orders that are compared: ours, as My work has it, and three that desks are run by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bench.order.logs import Log
from bench.order.simulation import PROMISED, Index, Result, simulate
from buckstop.problems.rules import order

LOADS = (0.7, 0.9, 1.0, 1.2)
EPOCH = datetime(2026, 1, 5, tzinfo=UTC)
KIND = "compared"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One log at one load: our order's result, and that of each other by its name."""

    log: str
    load: float
    ours: Result
    others: dict[str, Result]


def ours(hurts: int, came: float, now: float, minutes: float) -> float:
    """The product's own rule, asked as My work asks it."""
    order.EXPECTED[KIND] = order.Expected(minutes=1, asks="")
    task = order.Task(
        kind=KIND,
        due=EPOCH + timedelta(minutes=came + PROMISED[hurts]),
        since=EPOCH + timedelta(minutes=came),
        hurts=hurts,
        customers=1,
    )
    return order.cost(task, EPOCH + timedelta(minutes=now)) / minutes


def _first_come(_hurts: int, came: float, _now: float, _minutes: float) -> float:
    return -came


def _priority(hurts: int, came: float, _now: float, _minutes: float) -> float:
    return hurts * 1e9 - came


def _earliest_due(hurts: int, came: float, _now: float, _minutes: float) -> float:
    return -(came + PROMISED[hurts])


OTHERS: dict[str, Index] = {
    "first come": _first_come,
    "priority": _priority,
    "earliest due": _earliest_due,
}


def compared(log: Log) -> Iterator[Outcome]:
    """The same arrivals, work and people under each order, at each load."""
    for load in LOADS:
        others = {name: simulate(log.jobs, load, index) for name, index in OTHERS.items()}
        yield Outcome(log.name, load, simulate(log.jobs, load, ours), others)
