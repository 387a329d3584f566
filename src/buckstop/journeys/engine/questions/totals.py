"""How many journeys, steps and customers there are, since when, and how long journeys take."""

from dataclasses import dataclass

from buckstop.journeys.engine.store import Store

SQL = """
SELECT count(*), coalesce(sum(steps), 0)::BIGINT, min(begins), max(ends),
    quantile_disc(took, 0.5), quantile_disc(took, 0.9),
    count(*) FILTER (steps = 1)
FROM journeys
"""
CUSTOMERS = "SELECT count(DISTINCT customer) FROM whose SEMI JOIN journeys USING (journey)"


@dataclass(frozen=True, slots=True)
class Totals:
    """Times in microseconds, None of no journeys; `customers` is None where none is named."""

    journeys: int
    steps: int
    customers: int | None
    begins: int | None
    ends: int | None
    median: int | None
    ninety: int | None
    single: int


def ask(store: Store) -> Totals:
    """The totals of the chosen journeys."""
    journeys, steps, begins, ends, median, ninety, single = store.one(SQL)
    [named] = store.one("SELECT count(*) > 0 FROM whose")
    customers = store.one(CUSTOMERS)[0] if named else None
    return Totals(journeys, steps, customers, begins, ends, median, ninety, single)
