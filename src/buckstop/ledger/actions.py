"""The verbs of the ledger itself: erasing what somebody wrote, noting how far chains have come."""

from collections.abc import Iterable
from datetime import datetime
from itertools import batched

from django.db import connection

from buckstop.ledger.actor import Actor
from buckstop.ledger.entries import BodiesErased, HeadsKept
from buckstop.ledger.feed import FIRST
from buckstop.ledger.keeping import grown, kept_until, written_out
from buckstop.ledger.models import Body
from buckstop.ledger.transaction import HasChain, acting

NAMED_AT_ONCE = 500
"""So many digests an entry names at most."""


def erase_bodies(bodies: Iterable[Body], *, on: HasChain, by: Actor, at: datetime) -> int:
    """Empty `bodies`, salts included; digests stay, so every chain still verifies.

    Recorded in the chain of `on`, with their digests: the database refuses to empty one that no
    entry of the same transaction names. Returns how many were emptied; again changes nothing.
    """
    keys = [body.pk for body in bodies]
    with acting(on, by=by, at=at) as act:
        written = Body.objects.filter(pk__in=keys, erased_at=None).only("digest")
        emptied: list[Body] = act.rows(written)
        for body in emptied:
            act.change(body, text=None, raw=None, salt=None, erased_at=act.at)
        for some in batched(sorted(body.digest for body in emptied), NAMED_AT_ONCE):
            act.record(BodiesErased(count=len(some), digests=some), on=on)
    return len(emptied)


def keep_heads(*, on: HasChain, until: datetime, by: Actor, at: datetime) -> int:
    """Note in the chain of `on` the heads of all chains that grew since the last time.

    Of the entries that were made before `until`; returns how many chains that were.
    """
    with acting(on, by=by, at=at) as act:
        heads, seen_until = grown(kept_until(on.chain_id, HeadsKept.code), until)
        if heads:
            text = act.body(raw=written_out(heads)).digest
            act.record(HeadsKept(until=seen_until, count=len(heads), heads=text))
    return len(heads)


def begin_feed_anew() -> None:
    """What a backup held is before all that this database writes; for whoever owns the tables."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE ledger_entry SET transaction = %s::xid8", [str(FIRST)])
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER USER")
