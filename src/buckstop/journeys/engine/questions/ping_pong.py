"""Ping-pong: a team passes a journey to another and gets it back from it.

A visit is a run of steps of one team; steps of no team belong to none. Ping-pong is a visit to a
team between two visits to another one. It costs the time from its first step to that of the
return.
"""

from dataclasses import dataclass

from buckstop.journeys.engine.store import Store

VISITS = """
CREATE OR REPLACE TEMP TABLE visits AS
WITH of_teams AS (
    SELECT place, journey, team, happened, clock,
        CASE WHEN lag(journey) OVER () = journey THEN lag(team) OVER () END AS team_before
    FROM (SELECT * FROM steps WHERE team IS NOT NULL)
), starts AS (
    SELECT place, journey, team, happened, clock FROM of_teams
    WHERE team IS DISTINCT FROM team_before
)
SELECT journey, team, happened, clock,
    CASE WHEN lag(journey) OVER () = journey THEN lag(team) OVER () END AS team_before,
    CASE WHEN lead(journey) OVER () = journey THEN lead(team) OVER () END AS team_after,
    CASE WHEN lead(journey) OVER () = journey THEN lead(clock) OVER () END AS left_at
FROM starts
"""
SQL = """
SELECT a.name, b.name, count(*) AS times, count(DISTINCT v.journey),
    quantile_disc(left_at - clock, 0.5),
    sum((left_at - clock) * j.customers)::HUGEINT AS customers_time
FROM visits AS v JOIN every_journey AS j USING (journey)
JOIN team_names AS a ON a.code = v.team_before JOIN team_names AS b ON b.code = v.team
WHERE team_before = team_after
GROUP BY 1, 2 ORDER BY customers_time DESC, 1, 2
"""


@dataclass(frozen=True, slots=True)
class PingPong:
    """From `team` to `other` and back."""

    team: str
    other: str
    times: int
    journeys: int
    median: int
    customers_time: int


def ask(store: Store) -> list[PingPong]:
    """The ping-pong of the chosen journeys; what costs customers most comes first."""
    store.run(VISITS)
    return [PingPong(*row) for row in store.rows(SQL)]
