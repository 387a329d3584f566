"""How suppliers answered, counted a second time: straight from entries and commitments. The columns
of asks and the months that are kept aren't looked at."""

from typing import Any
from uuid import UUID

from django.db import connection

from buckstop.suppliers.actions.counting import count_months
from buckstop.suppliers.scorecard import Card

RECOUNT = """
WITH RECURSIVE chain AS (
    SELECT ask.id AS ask, ask.supplier_id, owed.* FROM suppliers_ask ask
        JOIN problems_commitment owed ON owed.id = ask.commitment_id
    UNION ALL
    SELECT chain.ask, chain.supplier_id, before.* FROM chain JOIN problems_commitment before
        ON before.id = chain.follows_id
), said AS (
    SELECT chain.ask, chain.supplier_id, entry.code, entry.at,
        convert_from(entry.content, 'UTF8')::jsonb -> 'fields' ->> 'due' AS due
    FROM chain JOIN ledger_entry entry ON convert_from(entry.content, 'UTF8')::jsonb -> 'fields'
        ->> 'commitment' = replace(chain.id::text, '-', '')
), one AS (
    SELECT ask, supplier_id, min(at) FILTER (WHERE code = 'owed-made') AS at,
        min(due::timestamptz) FILTER (WHERE code = 'owed-made') AS due,
        bool_or(code = 'owed-missed') AS missed, bool_or(code = 'promise-moved') AS moved,
        bool_or(code = 'owed-reported') AS done, min(at) FILTER (WHERE code IN
            ('owed-promised', 'owed-countered', 'owed-declined', 'owed-reported')) AS answered
    FROM said GROUP BY ask, supplier_id
), timed AS (SELECT *, floor(extract(epoch FROM answered - at) / 60) AS minutes FROM one)
SELECT supplier_id, count(*), count(*) FILTER (WHERE answered IS NOT NULL OR missed),
    count(*) FILTER (WHERE answered <= due), count(*) FILTER (WHERE missed),
    count(*) FILTER (WHERE moved), count(*) FILTER (WHERE done),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes),
    percentile_cont(0.9) WITHIN GROUP (ORDER BY minutes)
FROM timed GROUP BY supplier_id
"""


def recounted() -> dict[UUID, list[Any]]:
    """Of each supplier: asked, decided, in time, missed, moved, done; the median minutes to the
    first answer, and what nine of ten don't exceed."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT)
        return {supplier: list(counts) for supplier, *counts in cursor.fetchall()}


def counted(found: Card) -> list[Any]:
    """The same, as a scorecard has it."""
    total = found.total
    return [total.asked, total.decided, total.in_time, total.missed, total.moved, total.done,
            found.answer.median, found.answer.ninth]  # fmt: skip


def count_all() -> None:
    """Let the clock reckon every month that changed."""
    while count_months():
        pass
