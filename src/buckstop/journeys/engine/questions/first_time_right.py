"""How many journeys went right the first time: no step twice, and with the first team only."""

from dataclasses import dataclass

from buckstop.journeys.engine.store import Store

SQL = """
SELECT count(*), count(*) FILTER (different = steps), count(*) FILTER (teams = 1),
    count(*) FILTER (teams > 0), count(*) FILTER (different = steps AND teams <= 1)
FROM (
    SELECT count(*) AS steps, count(DISTINCT step) AS different, count(DISTINCT team) AS teams
    FROM steps GROUP BY journey
)
"""


@dataclass(frozen=True, slots=True)
class FirstTimeRight:
    """Of `journeys`: without a step twice, and solved by the first team, of those with a team."""

    journeys: int
    no_step_twice: int
    first_team: int
    with_team: int
    both: int


def ask(store: Store) -> FirstTimeRight:
    """Of the chosen journeys."""
    return FirstTimeRight(*store.one(SQL))
