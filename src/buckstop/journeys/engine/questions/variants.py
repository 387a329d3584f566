"""The courses that journeys take: the same steps in the same order, the commonest first."""

from dataclasses import dataclass

from buckstop.journeys.engine.store import Store

SQL = """
WITH courses AS (
    SELECT course, count(*) AS journeys, min(journey) AS example,
        quantile_disc(took, 0.5) AS median, quantile_disc(took, 0.9) AS ninety
    FROM journeys GROUP BY course
), commonest AS (
    SELECT * FROM courses ORDER BY journeys DESC, example LIMIT ?
)
SELECT journeys, median, ninety, list(name ORDER BY place)
FROM commonest JOIN every_step AS s ON s.journey = example JOIN step_names ON code = s.step
GROUP BY example, journeys, median, ninety ORDER BY journeys DESC, example
"""
HOW_MANY = "SELECT count(DISTINCT course) FROM journeys"


@dataclass(frozen=True, slots=True)
class Variant:
    """One course, how many journeys took it, and how long they took."""

    journeys: int
    median: int
    ninety: int
    steps: tuple[str, ...]


def ask(store: Store, most: int = 20) -> list[Variant]:
    """The `most` commonest courses of the chosen journeys."""
    found = store.rows(SQL, [most])
    return [Variant(times, median, ninety, tuple(steps)) for times, median, ninety, steps in found]


def how_many(store: Store) -> int:
    """How many different courses there are."""
    return int(store.one(HOW_MANY)[0])
