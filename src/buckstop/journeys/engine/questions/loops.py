"""Loops: a step that is done again in the same journey; at once, or after others."""

from dataclasses import dataclass

from buckstop.journeys.engine.store import Store

# The time that it costs is from the last time it was done to this one.
AGAIN = """
CREATE OR REPLACE TEMP TABLE again AS
SELECT journey, step, before, happened,
    clock - lag(clock) OVER w AS took, place - lag(place) OVER w AS steps
FROM steps WINDOW w AS (PARTITION BY journey, step ORDER BY place)
QUALIFY lag(place) OVER w IS NOT NULL
"""
SQL = """
SELECT n.name, count(*) AS times, count(*) FILTER (a.steps = 1), count(DISTINCT a.journey),
    quantile_disc(took, 0.5), sum(took * j.customers)::HUGEINT AS customers_time
FROM again AS a JOIN every_journey AS j USING (journey) JOIN step_names AS n ON n.code = a.step
GROUP BY 1 ORDER BY customers_time DESC, 1
"""


@dataclass(frozen=True, slots=True)
class Loop:
    """A step that was done again; `at_once`: with no other between."""

    step: str
    times: int
    at_once: int
    journeys: int
    median: int
    customers_time: int


def ask(store: Store) -> list[Loop]:
    """The loops of the chosen journeys; what costs customers most comes first."""
    store.run(AGAIN)
    return [Loop(*row) for row in store.rows(SQL)]
