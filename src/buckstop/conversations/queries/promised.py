"""How the promises of news ended that were made to customers: one count, for whatever page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from buckstop.conversations.queries.taken_back import KEPT_BY_NOTHING

YEAR = timedelta(days=365)
ENDED = f"""m.kind = 'update' AND m.state IN ('kept', 'missed')
    AND m.ended_at > %(since)s AND m.ended_at <= %(until)s AND NOT {KEPT_BY_NOTHING}"""
"""Of a commitment `m`: it was a promise of news, and is over."""
THEIRS = """c.problem_id = m.problem_id AND c.state <> 'void' AND c.opened_at <= m.ended_at
    AND (c.ended_at IS NULL OR c.ended_at >= m.ended_at)"""
"""Of a case `c`: its customer waited on the problem when the promise `m` was kept or missed."""
COUNTS = """count(*) FILTER (WHERE m.state = 'kept' AND m.moved_at IS NULL),
    count(*) FILTER (WHERE m.state = 'kept' AND m.moved_at IS NOT NULL),
    count(*) FILTER (WHERE m.state = 'missed')"""
"""How many were kept at their first time, kept after they were moved, and missed."""
_TO = f"""
SELECT m.who, {COUNTS}, max(m.ended_at) FILTER (WHERE m.state = 'missed')
FROM (SELECT DISTINCT coalesce(u.merged_into_id, u.id) AS who, m.id, m.state, m.moved_at, m.ended_at
    FROM people_customer u JOIN problems_case c ON c.customer_id = u.id
    JOIN problems_commitment m ON {THEIRS}
    WHERE (u.id = ANY(%(keys)s) OR u.merged_into_id = ANY(%(keys)s)) AND {ENDED}) AS m
GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class PromisesTo:
    """What was kept at its first time to a customer, kept after it was moved, and missed, and when
    that was last."""

    kept: int = 0
    moved: int = 0
    missed: int = 0
    missed_at: datetime | None = None

    @property
    def ended(self) -> int:
        return self.kept + self.moved + self.missed


def promises_to(customers: Iterable[UUID], at: datetime) -> dict[UUID, PromisesTo]:
    """Of the last year, by customer, with those who were merged into it."""
    values: dict[str, Any] = {"keys": list(customers), "since": at - YEAR, "until": at}
    with connection.cursor() as cursor:
        cursor.execute(_TO, values)
        return {key: PromisesTo(*found) for key, *found in cursor.fetchall()}
