"""The map: which step follows which, how often, for how many customers, and after how long."""

from dataclasses import dataclass

from buckstop.journeys.engine.store import Store

# Each journey once for an arrow first: it makes counting journeys and customers a plain count.
ARROWS = """
CREATE OR REPLACE TEMP TABLE of_arrows AS
SELECT before, step, journey, count(*) AS times, sum(waited) AS waited
FROM steps WHERE before IS NOT NULL GROUP BY ALL
"""
COUNTED = """
SELECT before, step, sum(times)::BIGINT AS times, count(*) AS journeys,
    sum(a.waited * j.customers)::HUGEINT AS customers_time
FROM of_arrows AS a JOIN every_journey AS j USING (journey) GROUP BY 1, 2
"""
QUANTILES = """
SELECT before, step, quantile_disc(waited, [0.5, 0.9]) AS quantiles
FROM steps WHERE before IS NOT NULL GROUP BY 1, 2
"""
CUSTOMERS = """
SELECT before, step, count(DISTINCT customer) AS customers
FROM of_arrows JOIN whose USING (journey) GROUP BY 1, 2
"""
SQL = f"""
SELECT b.name, s.name, times, journeys, customers, quantiles[1], quantiles[2], customers_time
FROM ({COUNTED}) JOIN ({QUANTILES}) USING (before, step)
LEFT JOIN ({CUSTOMERS}) USING (before, step)
JOIN step_names AS b ON b.code = before JOIN step_names AS s ON s.code = step
ORDER BY times DESC, b.name, s.name
"""
STEPS = """
SELECT n.name, sum(times)::BIGINT AS times, count(*) AS journeys,
    count(*) FILTER (begins) AS first, count(*) FILTER (ends) AS last
FROM (
    SELECT s.step, s.journey, count(*) AS times, bool_or(before IS NULL) AS begins,
        bool_or(place = j.opening + j.steps - 1) AS ends
    FROM steps AS s JOIN every_journey AS j USING (journey) GROUP BY 1, 2
) AS of_steps JOIN step_names AS n ON n.code = of_steps.step
GROUP BY 1 ORDER BY times DESC, 1
"""


@dataclass(frozen=True, slots=True)
class Arrow:
    """`before` was followed by `step`; `customers` is None where the log names none of them."""

    before: str
    step: str
    times: int
    journeys: int
    customers: int | None
    median: int
    ninety: int
    customers_time: int


@dataclass(frozen=True, slots=True)
class Step:
    """How often it was done, in how many journeys, and how many begin and end with it."""

    name: str
    times: int
    journeys: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Map:
    """The commonest first."""

    steps: list[Step]
    arrows: list[Arrow]


def ask(store: Store) -> Map:
    """The map of the chosen journeys."""
    store.run(ARROWS)
    arrows = [Arrow(*row) for row in store.rows(SQL)]
    return Map([Step(*row) for row in store.rows(STEPS)], arrows)
