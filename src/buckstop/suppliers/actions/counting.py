"""Months of suppliers are reckoned anew where an ask of theirs changed."""

from django.db import connection, transaction

from buckstop.suppliers.models import Ask

BATCH = 500
_ONE_AT_A_TIME = 7_391_004  # the key of a lock: else an older count might be written over a newer
_COUNT = """
WITH touched AS (
    SELECT DISTINCT supplier_id, date_trunc('month', asked_at AT TIME ZONE 'UTC') AS month
    FROM suppliers_ask WHERE id = ANY(%(keys)s)),
each AS (
    SELECT touched.month::date AS month, ask.*, waited.minutes AS waited
    FROM touched JOIN suppliers_ask ask ON ask.supplier_id = touched.supplier_id
        AND ask.asked_at >= touched.month AT TIME ZONE 'UTC'
        AND ask.asked_at < (touched.month + interval '1 month') AT TIME ZONE 'UTC'
    LEFT JOIN LATERAL (
        SELECT sum(greatest(0, extract(epoch FROM
            least(coalesce(ask.done_at, owed.ended_at), theirs.ended_at)
            - greatest(ask.asked_due, theirs.opened_at))))::bigint / 60 AS minutes
        FROM problems_commitment owed JOIN problems_case theirs USING (problem_id)
        WHERE owed.id = ask.commitment_id
            AND coalesce(ask.done_at, owed.ended_at) > ask.asked_due) waited
        ON ask.missed_at IS NOT NULL)
INSERT INTO suppliers_suppliermonth (supplier_id, month, service_id, asked, decided, in_time,
    promised, within, moved, missed, done, waited, answer_minutes, done_minutes)
SELECT supplier_id, month, service_id, count(*),
    count(*) FILTER (WHERE first_answer_at IS NOT NULL OR missed_at IS NOT NULL),
    count(*) FILTER (WHERE first_answer_at <= asked_due),
    count(*) FILTER (WHERE answer_due IS NOT NULL
        AND (first_answer_at IS NOT NULL OR missed_at IS NOT NULL)),
    count(*) FILTER (WHERE first_answer_at <= answer_due),
    count(moved_at), count(missed_at), count(done_at), coalesce(sum(waited), 0),
    coalesce(array_agg(extract(epoch FROM first_answer_at - asked_at)::integer / 60
        ORDER BY first_answer_at - asked_at) FILTER (WHERE first_answer_at IS NOT NULL), '{}'),
    coalesce(array_agg(extract(epoch FROM done_at - asked_at)::integer / 60
        ORDER BY done_at - asked_at) FILTER (WHERE done_at IS NOT NULL), '{}')
FROM each
GROUP BY GROUPING SETS ((supplier_id, month), (supplier_id, month, service_id))
HAVING grouping(service_id) = 1 OR service_id IS NOT NULL
ON CONFLICT (supplier_id, month, service_id) DO UPDATE SET asked = EXCLUDED.asked,
    decided = EXCLUDED.decided, in_time = EXCLUDED.in_time, promised = EXCLUDED.promised,
    within = EXCLUDED.within, moved = EXCLUDED.moved, missed = EXCLUDED.missed,
    done = EXCLUDED.done, waited = EXCLUDED.waited, answer_minutes = EXCLUDED.answer_minutes,
    done_minutes = EXCLUDED.done_minutes
"""


def count_months(*, limit: int = BATCH) -> int:
    """Reckon the months of a batch of asks that changed; returns how many these were."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        changed = Ask.objects.filter(uncounted=True).order_by("pk")
        # A verb that holds one just now has it counted the next time.
        rows = changed.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit]
        keys = list(rows)
        if keys:
            Ask.objects.filter(pk__in=keys).update(uncounted=False)
            cursor.execute(_COUNT, {"keys": keys})
    return len(keys)
