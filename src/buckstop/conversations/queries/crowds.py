"""How many mails came lately of one sender, of one crowd, and with nearly the same words."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from buckstop.conversations.models import Intake
from buckstop.conversations.models.intake import Became

HOUR = timedelta(hours=1)
_COUNT = """
SELECT given.key, (SELECT count(*) FROM (
    SELECT 1 FROM conversations_intake
    WHERE {column} = given.key AND received_at > %s AND became IN ('problem', 'joined')
    LIMIT %s) AS lately)
FROM unnest(%s::text[]) AS given(key)
"""


def counts(given: dict[str, tuple[Iterable[str], int]], at: datetime) -> dict[str, dict[str, int]]:
    """By column and key, how many mails of the last hour opened a problem or joined one.

    `given` names the keys of each column, and up to which number it is worth counting.
    """
    return {column: _count(column, set(keys), most, at) for column, (keys, most) in given.items()}


def _count(column: str, keys: set[str], most: int, at: datetime) -> dict[str, int]:
    keys.discard("")
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(column=column), [at - HOUR, most, list(keys)])
        return dict(cursor.fetchall())


def first_of(near: Iterable[str], at: datetime) -> dict[str, list[UUID]]:
    """The messages that opened problems with these words within the hour, the first one first."""
    rows = Intake.objects.filter(
        near__in=list(near), received_at__gt=at - HOUR, became=Became.PROBLEM
    )
    found: dict[str, list[UUID]] = {}
    for key, message in rows.order_by("received_at", "pk").values_list("near", "reference"):
        if message is not None:
            found.setdefault(key, []).append(message)
    return found
