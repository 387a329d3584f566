"""What was said becomes fit to be looked for, while nothing more urgent waits."""

from datetime import datetime, timedelta

from django.db import connection

from buckstop.conversations.models import Intake

BATCH = 200
_PATIENCE = timedelta(seconds=30)
"""While mail waits to be read, folding waits; but no longer than this, by the oldest mail."""

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
    waiting = Intake.objects.filter(done_at=None).order_by("id")
    oldest = waiting.values_list("received_at", flat=True).first()
    if oldest is not None and at - oldest < _PATIENCE:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_FOLD, [limit])
        return int(cursor.rowcount)
