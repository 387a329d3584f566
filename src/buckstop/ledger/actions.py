"""The verbs of the ledger itself: erasing what somebody wrote, noting how far chains have come."""

from collections.abc import Iterable
from datetime import datetime
from itertools import batched
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from buckstop.ledger.actor import Actor
from buckstop.ledger.bodies import digest_of, new_body
from buckstop.ledger.entries import BodiesErased, HeadsKept
from buckstop.ledger.feed import FIRST
from buckstop.ledger.keeping import grown, kept_until, written_out
from buckstop.ledger.models import Body
from buckstop.ledger.transaction import HasChain, acting

NAMED_AT_ONCE = 500
"""So many digests an entry names at most."""

BLACK = "████"
"""Stands in the place of words, no longer than any that may go; the database knows it too."""


def erase_bodies(bodies: Iterable[Body], *, on: HasChain, by: Actor, at: datetime) -> int:
    """Empty `bodies`, salts included; digests stay, so every chain still verifies.

    Recorded in the chain of `on`, with their digests: the database refuses to empty one that no
    entry of the same transaction names. Returns how many were emptied; again changes nothing.
    """
    keys = [body.pk for body in bodies]
    with acting(on, by=by, at=at) as act:
        emptied: list[Body] = act.rows(_written(keys).only("digest"))
        for body in emptied:
            act.change(body, text=None, raw=None, salt=None, erased_at=act.at)
        for some in batched(sorted(body.digest for body in emptied), NAMED_AT_ONCE):
            act.record(BodiesErased(count=len(some), digests=some), on=on)
    return len(emptied)


def black_out_bodies(
    bodies: Iterable[Body], words: str, *, on: HasChain, by: Actor, at: datetime
) -> int:
    """Put `BLACK` in the place of `words` in the texts of `bodies`; what is no text is emptied.

    As with erasing the digests stay, and the entry has the digest of what is left, so that it
    can't be changed either. Returns how many held the words.
    """
    keys = [body.pk for body in bodies]
    with acting(on, by=by, at=at) as act:
        here: list[Body] = act.rows(_written(keys))
        left: dict[str, str] = {}
        for body in here:
            text = body.text.replace(words, BLACK) if body.text is not None else None
            rest = new_body(text) if text is not None else None
            salt = rest.salt if rest else None
            act.change(body, text=text, raw=None, salt=salt, erased_at=act.at)
            left[body.digest] = digest_of(rest)
        for some in batched(sorted(left), NAMED_AT_ONCE):
            remains = tuple(left[digest] for digest in some)
            act.record(BodiesErased(count=len(some), digests=some, left=remains), on=on)
    return len(here)


def _written(keys: list[UUID]) -> QuerySet[Body]:
    """Those of which something is left."""
    return Body.objects.filter(pk__in=keys).exclude(text=None, raw=None)


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
