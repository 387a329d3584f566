"""How long journeys wait for each step: between the step before, whatever it was, and this one."""

from dataclasses import dataclass

from buckstop.journeys.engine.store import Store

SQL = """
SELECT n.name, count(*) AS times, count(DISTINCT s.journey), quantile_disc(waited, 0.5),
    quantile_disc(waited, 0.9), sum(waited * j.customers)::HUGEINT AS customers_time
FROM steps AS s JOIN every_journey AS j USING (journey) JOIN step_names AS n ON n.code = s.step
WHERE waited IS NOT NULL GROUP BY 1 ORDER BY customers_time DESC, 1
"""


@dataclass(frozen=True, slots=True)
class Wait:
    """For a step; where customers wait longest, all told, comes first."""

    step: str
    times: int
    journeys: int
    median: int
    ninety: int
    customers_time: int


def ask(store: Store) -> list[Wait]:
    """The waits of the chosen journeys."""
    return [Wait(*row) for row in store.rows(SQL)]
