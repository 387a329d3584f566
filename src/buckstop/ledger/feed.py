"""Every entry of the house in one order, so that whoever follows it misses none.

Entries get their keys before they are committed, so a late commit would stand before what was read
already. The order is therefore that of transactions, and a page ends before the oldest one that
still runs in this database: whatever it will write comes later in this order. Numbers are those of
the whole server, so one that is known to run in another database of it is left out: the lock that
each transaction has on its own number says where it runs.
"""

import re
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from buckstop.ledger.models import Entry

_SETTLED = """ledger_entry.transaction < coalesce((
    SELECT min(running::text::bigint)::text::xid8
    FROM pg_snapshot_xip(pg_current_snapshot()) running
    WHERE NOT EXISTS (
        SELECT FROM pg_locks held JOIN pg_stat_activity program USING (pid)
        WHERE held.locktype = 'transactionid' AND held.transactionid = running::xid
        AND held.mode = 'ExclusiveLock' AND program.datname <> current_database())
), pg_snapshot_xmax(pg_current_snapshot()))"""
_AFTER = "(ledger_entry.transaction, ledger_entry.id) > (%s::xid8, %s::uuid)"
FIRST = 3
"""The number of what came from a backup: PostgreSQL gives none as small."""
_AGAIN = 10 * 60 * 1000
"""Milliseconds by which somebody goes back who followed the feed of the database that it is of."""
_CURSOR = re.compile(r"(\d{1,20})\.([0-9a-f]{32})")
_LARGEST = 2**64 - 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the feed somebody is: after this entry of that transaction."""

    transaction: int
    entry: UUID

    def __str__(self) -> str:
        return f"{self.transaction}.{self.entry.hex}"

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """Right after `entry`."""
        return cls(int(entry.transaction), entry.pk)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The place that `str` wrote; None where it is none."""
        found = _CURSOR.fullmatch(text) if text.isascii() else None
        if found is None or int(found[1]) > _LARGEST:
            return None
        return cls(int(found[1]), UUID(found[2]))


def entries_after(place: Place | None) -> "QuerySet[Entry]":
    """What was settled, in the order of the feed; after `place`, or from the beginning.

    A place that is of before a backup was read in goes on from there, and somewhat earlier.
    """
    rows = Entry.objects.extra(where=[_SETTLED])
    if place is not None and place.transaction >= _next():
        earlier = max(place.entry.int - (_AGAIN << 80), 0)
        place = Place(FIRST, UUID(int=earlier))
    if place is not None:
        rows = rows.extra(where=[_AFTER], params=[str(place.transaction), str(place.entry)])
    return rows.order_by("transaction", "id")


def end() -> Place | None:
    """Where the feed ends now; None where nothing stands in it."""
    last = entries_after(None).order_by("-transaction", "-id").only("id", "transaction").first()
    return Place.of(last) if last else None


def _next() -> int:
    """The number of the transaction that begins next."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        [number] = cursor.fetchone() or [0]
    return int(number)
