"""What was said becomes fit to be looked for, while nothing more urgent waits."""

from datetime import datetime

from django.db import connection

BATCH = 200

_FOLD = """
UPDATE conversations_findable SET folded = buckstop_fold(buckstop_said(message_id))
WHERE message_id IN (
    SELECT message_id FROM conversations_findable WHERE folded IS NULL
    ORDER BY message_id LIMIT %s FOR UPDATE SKIP LOCKED)
"""


def fold_what_was_said(*, at: datetime, limit: int = BATCH) -> int:
    """Fold messages that nobody could look for by the index yet; returns how many.

    No entry is written: nothing happens to a problem by it. Until then a search reads them as they
    are, so that nothing is missed.
    """
    del at
    with connection.cursor() as cursor:
        cursor.execute(_FOLD, [limit])
        return int(cursor.rowcount)
