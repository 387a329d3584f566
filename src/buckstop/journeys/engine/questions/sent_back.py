"""Sent back: after a step that is later in the usual order comes again one that was done before.

The usual order is that of the mean place at which journeys do a step first. It costs the time
from when that step was last done.
"""

from dataclasses import dataclass

from buckstop.journeys.engine.questions import loops
from buckstop.journeys.engine.store import Store

# Kept as sum and count, and compared crosswise: means would be rounded, and equals not equal.
ORDER = """
CREATE OR REPLACE TEMP TABLE usual_order AS
SELECT step, sum(place)::HUGEINT AS places, count(*) AS journeys FROM (
    SELECT s.step, s.journey, min(s.place - j.opening) AS place
    FROM steps AS s JOIN every_journey AS j USING (journey) GROUP BY 1, 2
) GROUP BY 1
"""
SQL = """
SELECT b.name, n.name, count(*) AS times, count(DISTINCT a.journey), quantile_disc(took, 0.5),
    sum(took * j.customers)::HUGEINT AS customers_time
FROM again AS a JOIN every_journey AS j USING (journey)
JOIN usual_order AS late ON late.step = a.before JOIN usual_order AS early ON early.step = a.step
JOIN step_names AS b ON b.code = a.before JOIN step_names AS n ON n.code = a.step
WHERE a.steps > 1 AND late.places * early.journeys > early.places * late.journeys
GROUP BY 1, 2 ORDER BY customers_time DESC, 1, 2
"""


@dataclass(frozen=True, slots=True)
class SentBack:
    """From the later step `before` back to `step`."""

    before: str
    step: str
    times: int
    journeys: int
    median: int
    customers_time: int


def ask(store: Store) -> list[SentBack]:
    """What was sent back in the chosen journeys; what costs customers most comes first."""
    store.run(loops.AGAIN)
    store.run(ORDER)
    return [SentBack(*row) for row in store.rows(SQL)]
