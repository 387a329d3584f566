"""What causes take of customers: how long they waited, and whom it made unhappy."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from buckstop.prevention.models import Prevention
from buckstop.prevention.queries import Known
from buckstop.prevention.rules.ranking import Taken

OVER = timedelta(days=90)
MONTHS = 3.0
HARD = 3  # of 7, or less: a score of somebody who found it hard
_TAKEN = """
SELECT because.cause_id,
    sum(extract(epoch FROM (LEAST(COALESCE(c.ended_at, %(until)s), %(until)s)
        - GREATEST(c.opened_at, %(since)s))) / 3600.0)::float,
    count(*) FILTER (WHERE
        EXISTS (SELECT FROM problems_word w WHERE w.case_id = c.id AND w.says = 'broken')
        OR EXISTS (SELECT FROM problems_effortscore e WHERE e.case_id = c.id
            AND e.score <= %(hard)s)
        OR EXISTS (SELECT FROM problems_commitment m WHERE m.problem_id = c.problem_id
            AND m.kind = 'update' AND m.state = 'missed'))
FROM (SELECT DISTINCT cause_id, problem_id FROM prevention_because
    WHERE until IS NULL AND cause_id = ANY(%(causes)s)) because
JOIN problems_case c ON c.problem_id = because.problem_id
WHERE c.state NOT IN ('void', 'declined')
    AND c.opened_at < %(until)s AND COALESCE(c.ended_at, %(until)s) > %(since)s
GROUP BY because.cause_id
"""


def taken(causes: Iterable[Known], until: datetime) -> dict[UUID, Taken]:
    """What each took a month, of the three months before `until`, by its key."""
    of = {key: one.cause.pk for one in causes for key in one.family}
    found: dict[UUID, Taken] = {}
    for key, hours, unhappy in _rows(of, until - OVER, until):
        before = found.get(of[key], Taken())
        found[of[key]] = Taken(
            before.hours + hours / MONTHS, before.unhappy + round(unhappy / MONTHS)
        )
    return found


def taken_since(known: Known, since: datetime, until: datetime) -> float:
    """The hours of customers a month that it took between two instants."""
    hours = sum(hours for _key, hours, _unhappy in _rows(known.family, since, until))
    return hours / max((until - since) / timedelta(days=30), 1 / 30)


def _rows(
    causes: Collection[UUID], since: datetime, until: datetime
) -> list[tuple[UUID, float, int]]:
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"causes": list(causes), "since": since, "until": until}
        cursor.execute(_TAKEN, values | {"hard": HARD})
        return [(key, float(hours or 0), int(unhappy)) for key, hours, unhappy in cursor.fetchall()]


def sizes(causes: Iterable[Known]) -> dict[UUID, str]:
    """What the newest prevention of each costs that is owed or in force, by the cause's key."""
    of = {key: one.cause.pk for one in causes for key in one.family}
    rows = Prevention.objects.filter(cause__in=of, state__in=("requested", "promised", "kept"))
    return {
        of[cause]: size for cause, size in rows.order_by("made_at").values_list("cause", "size")
    }
