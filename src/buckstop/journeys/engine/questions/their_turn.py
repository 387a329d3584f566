"""Waiting for the customer: from a step after which it is their turn to whatever comes next."""

from collections.abc import Sequence
from dataclasses import dataclass

from buckstop.journeys.engine.store import Store

SQL = """
SELECT count(*), count(DISTINCT s.journey), quantile_disc(s.waited, 0.5),
    quantile_disc(s.waited, 0.9), coalesce(sum(s.waited * j.customers)::HUGEINT, 0)
FROM steps AS s JOIN every_journey AS j USING (journey) JOIN step_names AS b ON b.code = s.before
WHERE list_contains(?, b.name)
"""
ALL = "SELECT coalesce(sum(took * customers)::HUGEINT, 0) FROM journeys"


@dataclass(frozen=True, slots=True)
class TheirTurn:
    """How often, in how many journeys, how long; and of how much customers' time in all."""

    times: int
    journeys: int
    median: int | None
    ninety: int | None
    customers_time: int
    of: int


def ask(store: Store, turns: Sequence[str]) -> TheirTurn:
    """Of the chosen journeys; `turns` are the steps after which it is the customer's turn."""
    found = [*store.one(SQL, [list(turns)]), *store.one(ALL)]
    return TheirTurn(*found)
