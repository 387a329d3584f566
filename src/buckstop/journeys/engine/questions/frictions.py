"""Frictions: where customers lose time, one after the other by how much they lose.

Four kinds. A *wait*: an arrow to another step that takes longer than half of its like do; what is
lost is the time beyond that. A step done *again*, *ping-pong* between two teams, *sent back* to an
earlier step: what is lost is the whole detour. They overlap, and so aren't to be added up.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from buckstop.journeys.engine.questions import loops, ping_pong, sent_back
from buckstop.journeys.engine.store import Store

USUAL_FROM = 10
"""Of so many there is something usual; of fewer nothing is said."""
WEEK = 7 * 86_400_000_000
MONDAY = 4 * 86_400_000_000
"""The first Monday after 1970 began."""


class Kind(StrEnum):
    WAIT = "wait"
    AGAIN = "again"
    PING_PONG = "ping-pong"
    SENT_BACK = "sent-back"


OCCURRENCES = f"""
CREATE OR REPLACE TEMP TABLE occurrences AS
WITH usual AS (
    SELECT before, step, quantile_disc(waited, 0.5) AS usual FROM steps
    WHERE before IS NOT NULL GROUP BY 1, 2 HAVING count(*) >= {USUAL_FROM}
)
SELECT 'wait' AS kind, b.name AS first, n.name AS second, s.journey, s.happened,
    s.waited - u.usual AS lost
FROM steps AS s JOIN usual AS u USING (before, step)
JOIN step_names AS b ON b.code = s.before JOIN step_names AS n ON n.code = s.step
WHERE s.waited > u.usual AND s.before <> s.step
UNION ALL
SELECT 'again', n.name, '', a.journey, a.happened, a.took
FROM again AS a JOIN step_names AS n ON n.code = a.step
UNION ALL
SELECT 'ping-pong', a.name, b.name, v.journey, v.happened, left_at - clock
FROM visits AS v JOIN team_names AS a ON a.code = v.team_before
JOIN team_names AS b ON b.code = v.team WHERE team_before = team_after
UNION ALL
SELECT 'sent-back', b.name, n.name, a.journey, a.happened, a.took
FROM again AS a JOIN usual_order AS late ON late.step = a.before
JOIN usual_order AS early ON early.step = a.step
JOIN step_names AS b ON b.code = a.before JOIN step_names AS n ON n.code = a.step
WHERE a.steps > 1 AND late.places * early.journeys > early.places * late.journeys
"""
ROUTINE = """
DELETE FROM occurrences WHERE (kind = 'again' AND list_contains(?, first))
    OR (kind = 'sent-back' AND list_contains(?, second))
"""
SQL = """
SELECT kind, first, second, count(*) AS times, count(DISTINCT o.journey),
    quantile_disc(lost, 0.5), sum(lost * j.customers)::HUGEINT AS customers_time
FROM occurrences AS o JOIN every_journey AS j USING (journey)
GROUP BY 1, 2, 3 ORDER BY customers_time DESC, 1, 2, 3 LIMIT ?
"""
WEEKS = f"""
SELECT kind, first, second, (happened - {MONDAY}) // {WEEK} AS week, count(*)
FROM occurrences GROUP BY ALL
"""
BEGUN = f"SELECT (begins - {MONDAY}) // {WEEK} AS week, count(*) FROM journeys GROUP BY 1"
WHOSE = """
SELECT n.name, sum(lost) AS lost FROM occurrences JOIN journey_names AS n ON n.code = journey
WHERE kind = ? AND first = ? AND second = ? GROUP BY 1 ORDER BY lost DESC, 1 LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Friction:
    """`first` and `second` are the steps, or teams, that it is about; `second` may be empty."""

    kind: Kind
    first: str
    second: str
    times: int
    journeys: int
    median: int
    customers_time: int


def ask(store: Store, most: int = 12, routine: Sequence[str] = ()) -> list[Friction]:
    """The frictions of the chosen journeys that cost customers most time.

    That a step comes again is none where it is `routine`: news should.
    """
    store.run(ping_pong.VISITS)
    store.run(loops.AGAIN)
    store.run(sent_back.ORDER)
    store.run(OCCURRENCES)
    store.run(ROUTINE, [list(routine), list(routine)])
    return [Friction(Kind(kind), *rest) for kind, *rest in store.rows(SQL, [most])]


def by_week(store: Store) -> Mapping[tuple[str, str, str], dict[int, int]]:
    """How often each came by week, after `ask`; weeks are counted from the first Monday of 1970."""
    found: dict[tuple[str, str, str], dict[int, int]] = defaultdict(dict)
    for kind, first, second, week, times in store.rows(WEEKS):
        found[kind, first, second][week] = times
    return found


def begun_by_week(store: Store) -> dict[int, int]:
    """How many of the chosen journeys began in each week: what a friction is to be set against."""
    return dict(store.rows(BEGUN))


def journeys_of(store: Store, friction: Friction, most: int = 20) -> list[tuple[str, int]]:
    """The journeys that lost most by it, after `ask`."""
    values = [friction.kind.value, friction.first, friction.second, most]
    return [(name, lost) for name, lost in store.rows(WHOSE, values)]
