"""What happened in cases that ended well, beside how easy customers said that it was."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from buckstop.reliability.rules.effort import Estimate, estimate

FACTS = ("wrote", "passed", "broken", "missed", "moved", "days")
"""What is known of each, in this order: how often they wrote, how often it went to another owner,
came back, how many promises were missed and moved, how many days it took."""
_CASES = """
SELECT {also} s.score,
    (SELECT count(*) FROM conversations_message m WHERE m.case_id = c.id
        AND m.kind IN ('heard', 'noted')),
    (SELECT greatest(count(*) - 1, 0) FROM problems_tenure t WHERE t.problem_id = c.problem_id
        AND (t.ends_at IS NULL OR t.ends_at > c.opened_at)),
    (SELECT count(*) FROM problems_word w WHERE w.case_id = c.id AND w.says = 'broken'),
    (SELECT count(*) FROM problems_commitment n WHERE n.problem_id = c.problem_id
        AND n.kind = 'update' AND n.state = 'missed' AND n.ended_at >= c.opened_at),
    (SELECT count(*) FROM problems_commitment n WHERE n.problem_id = c.problem_id
        AND n.kind = 'update' AND n.moved_at >= c.opened_at),
    round((extract(epoch FROM c.ended_at - c.opened_at) / 86400)::numeric, 1)
FROM problems_case c LEFT JOIN problems_effortscore s ON s.case_id = c.id
WHERE c.state = 'confirmed' AND c.ended_at > %s AND c.ended_at <= %s
ORDER BY c.ended_at, c.id
"""
MOST = 5000


def estimated(since: datetime, at: datetime) -> Estimate | None:
    """Of the cases that ended since and have no answer; None with too few answers."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_CASES.format(also='')} LIMIT {MOST}", [since, at])
        rows = [(score, tuple(map(float, facts))) for score, *facts in cursor.fetchall()]
    answered = tuple((facts, score) for score, facts in rows if score is not None)
    return estimate(answered, tuple(facts for score, facts in rows if score is None))


def each(since: datetime, at: datetime) -> Iterator[tuple[UUID, datetime, UUID | None, Any]]:
    """Each case that ended so since: its problem, when it ended, the customer, and the score with
    the FACTS; read a part at a time."""
    also = "c.problem_id, c.ended_at, c.customer_id,"
    with connection.chunked_cursor() as cursor:
        cursor.execute(_CASES.format(also=also), [since, at])
        for problem, ended, customer, *rest in cursor:
            yield problem, ended, customer, rest
