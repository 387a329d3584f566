"""How the problems of those who left were handled, beside those of who stayed."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from django.db import connection

from buckstop.reliability.queries.risk import who_left
from buckstop.reliability.rules.beta import Difference, difference
from buckstop.reliability.rules.risk import HARD

# Of each customer a year: of who left the one before they did, of others the last one.
_HANDLED = """
WITH customer AS (
    SELECT u.id, COALESCE(u.merged_into_id, u.id) AS who FROM people_customer u
    WHERE u.erased_at IS NULL
), spans AS (
    SELECT c.who, COALESCE(min(l.at), %(at)s) AS until FROM customer c
    LEFT JOIN reliability_left l ON l.customer_id = c.id AND l.until IS NULL GROUP BY c.who
)
SELECT s.who,
    bool_or(EXISTS (SELECT FROM problems_commitment m WHERE m.problem_id = c.problem_id
        AND m.kind = 'update' AND m.state = 'missed' AND m.ended_at >= c.opened_at
        AND m.ended_at <= LEAST(c.ended_at, s.until))),
    bool_or(EXISTS (SELECT FROM problems_word w WHERE w.case_id = c.id AND w.says = 'broken'
        AND w.at <= s.until)),
    bool_or(EXISTS (SELECT FROM problems_commitment e WHERE e.case_id = c.id
        AND e.kind = 'escalation' AND e.made_at <= s.until)),
    bool_or(EXISTS (SELECT FROM problems_tenure t WHERE t.problem_id = c.problem_id
        AND t.starts_at > c.opened_at AND t.starts_at <= LEAST(c.ended_at, s.until))),
    bool_or(EXISTS (SELECT FROM problems_effortscore f WHERE f.case_id = c.id
        AND f.score <= %(hard)s AND f.at <= s.until))
FROM spans s JOIN customer k ON k.who = s.who JOIN problems_case c ON c.customer_id = k.id
WHERE c.state <> 'void' AND c.how <> 'came'
    AND c.opened_at > s.until - interval '1 year' AND c.opened_at <= s.until
GROUP BY s.who
"""


@dataclass(frozen=True, slots=True)
class Handled:
    """What happened to a customer in a year, at least once: a promise of news was missed, it was
    said to be fixed and wasn't, they asked for somebody above, another took it over, they found it
    hard."""

    missed: bool
    reopened: bool
    above: bool
    passed: bool
    hard: bool


HOW = tuple(one.name for one in fields(Handled))


@dataclass(frozen=True, slots=True)
class Compared:
    """To how many of those who left something happened, and of how many, and the same of those who
    stayed; and how far apart both shares are."""

    left: int
    of_left: int
    stayed: int
    of_stayed: int

    @property
    def apart(self) -> Difference:
        """By how much more often, with its interval."""
        return difference(self.left, self.of_left, self.stayed, self.of_stayed)


def handled(at: datetime) -> Iterator[tuple[UUID, Handled]]:
    """Each customer who had a problem in their year."""
    with connection.cursor() as cursor:
        cursor.execute(_HANDLED, {"at": at, "hard": HARD})
        for who, *found in cursor.fetchall():
            yield who, Handled(*found)


def compared(at: datetime) -> dict[str, Compared]:
    """By what happened, the most apart first; nothing while nobody left, or nobody stayed, who had
    a problem."""
    gone = who_left()
    both: tuple[list[Handled], list[Handled]] = ([], [])
    for who, one in handled(at):
        both[who in gone].append(one)
    stayed, left = both
    if not left or not stayed:
        return {}
    found = {
        how: Compared(_many(left, how), len(left), _many(stayed, how), len(stayed)) for how in HOW
    }
    return dict(sorted(found.items(), key=lambda one: -abs(one[1].apart.value)))


def _many(of: list[Handled], how: str) -> int:
    return sum(getattr(one, how) for one in of)
