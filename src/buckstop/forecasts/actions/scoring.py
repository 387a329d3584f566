"""What came of forecasts is noted beside them, once it is known."""

from datetime import datetime

from django.db import connection

_SOLVED = """
UPDATE forecasts_forecast f SET ended_at = p.closed_at,
    came = CASE WHEN p.outcome IN ('confirmed', 'answered', 'lapsed')
        THEN extract(epoch FROM p.closed_at - f.since) / 60 END
FROM problems_problem p WHERE f.what = 'solved' AND f.ended_at IS NULL
    AND p.id = f.problem_id AND p.closed_at <= %(at)s
"""
_MISSED = """
UPDATE forecasts_forecast f SET ended_at = m.ended_at,
    came = CASE WHEN m.state IN ('kept', 'missed') THEN (m.state = 'missed')::int END
FROM problems_commitment m WHERE f.what = 'missed' AND f.ended_at IS NULL
    AND m.id = f.subject AND m.ended_at <= %(at)s
"""
_BROKEN = """
UPDATE forecasts_forecast f SET ended_at = known.at, came = known.came
FROM (
    SELECT w.case_id AS key, w.at, 1 AS came FROM problems_word w WHERE w.says = 'broken'
    UNION ALL
    SELECT c.id, c.ended_at, CASE WHEN c.state IN ('confirmed', 'lapsed') THEN 0 END
    FROM problems_case c WHERE c.ended_at IS NOT NULL
) AS known
WHERE f.what = 'broken' AND f.ended_at IS NULL AND known.key = f.subject
    AND known.at >= f.since AND known.at <= %(at)s
    AND NOT (known.came IS DISTINCT FROM 1 AND EXISTS (SELECT FROM problems_word w
        WHERE w.case_id = f.subject AND w.says = 'broken' AND w.at >= f.since))
"""
# Right where one of its cases went from it to the one that was guessed, or where it was guessed.
_SAME = """
UPDATE forecasts_forecast f SET ended_at = known.at, came = known.came
FROM (
    SELECT w.id AS key, least(p.closed_at, r.at) AS at, (r.at IS NOT NULL)::int AS came
    FROM forecasts_forecast w JOIN problems_problem p ON p.id = w.problem_id
    LEFT JOIN LATERAL (SELECT min(later.starts_at) AS at FROM problems_stay was
        JOIN problems_stay later ON later.case_id = was.case_id
            AND later.problem_id = w.guess_id AND later.starts_at >= was.ends_at
        WHERE was.problem_id = w.problem_id) AS r ON TRUE
    WHERE w.what = 'same' AND w.ended_at IS NULL
        AND (p.closed_at IS NOT NULL OR r.at IS NOT NULL)
) AS known
WHERE f.id = known.key AND known.at <= %(at)s
"""


def score_forecasts(*, at: datetime) -> int:
    """Note what came of those that wait for it; returns how many."""
    done = 0
    with connection.cursor() as cursor:
        for sql in (_SOLVED, _MISSED, _BROKEN, _SAME):
            cursor.execute(sql, {"at": at})
            done += cursor.rowcount
    return done
