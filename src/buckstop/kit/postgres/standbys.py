"""What was committed is acknowledged when it is where the next primary would come from."""

from django.db import connection


def wait_for_standbys() -> None:
    """Return when all that others have committed is on the synchronous standbys, if there are any.

    A commit waits for them by itself, but one that wrote nothing has nothing to wait for: who says
    again "I have it" would then speak of what may be on this server alone, since it was lost sight
    of before its standbys had it. So something is written that is kept nowhere.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_logical_emit_message(true, 'buckstop', '')")
