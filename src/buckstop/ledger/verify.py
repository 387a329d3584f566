"""Checking that nothing was changed afterwards: every hash of every chain, made again; what people
wrote; and what the tables say beside what the entries say.

What this can't see is somebody who owns the database and makes all hashes of a chain again; the
heads that left the house in mails show that, which is what `checks` is for.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import batched, groupby
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from buckstop.ledger import sealing
from buckstop.ledger.keeping import KeptHeads
from buckstop.ledger.models import Chain
from buckstop.ledger.replaying import Replaying
from buckstop.ledger.rows import COLUMNS, Broken, Row, read_content, row_of
from buckstop.ledger.written import Written

BATCH = 1000

type Progress = Callable[[int], None]
type Check = Callable[[list[Row]], Iterable[Broken]]
"""Given the entries of every chain, in order and in batches; one with `end` is told of theirs."""

ORPHANS = """
SELECT chain_id, min(number), count(*) FROM ledger_entry
WHERE NOT EXISTS (SELECT FROM ledger_chain WHERE ledger_chain.id = chain_id)
GROUP BY chain_id ORDER BY chain_id
"""


def verify(
    chains: QuerySet[Chain] | None = None,
    *,
    progress: Progress | None = None,
    checks: tuple[Check, ...] = (),
) -> Iterator[Broken]:
    """Check `chains` (all where empty), and yield what is wrong: of each chain the first thing that
    each check finds, and the first few in which the tables differ from it.

    Reads the tables once, as they are at one instant, in batches of entries; after each,
    `progress` is told how many entries have been checked. `checks` are given the same batches.
    """
    found = Chain.objects.all() if chains is None else chains
    rows = found.order_by("pk", "entries__number").values_list("pk", *COLUMNS)
    every: tuple[Check, ...] = (_State(), Written(), KeptHeads(), Replaying(), *checks)
    with transaction.atomic():  # for a cursor that the server doesn't write out first
        done = 0
        for values in batched(rows.iterator(chunk_size=BATCH), BATCH):
            batch = [row_of(row) for row in values]
            for check in every:
                yield from check(batch)
            done += len(batch)
            if progress:
                progress(done)
        for check in every:
            yield from getattr(check, "end", tuple)()
        if chains is None:
            yield from _orphans()


def _orphans() -> Iterator[Broken]:
    """Entries of chains that are no longer there."""
    with connection.cursor() as cursor:
        cursor.execute(ORPHANS)
        for chain, number, count in cursor.fetchall():
            entries = "its entry is" if count == 1 else f"{count} of its entries are"
            yield Broken(chain, "gone", number, f"the chain is gone, and {entries} still there")


class _State:
    """Where in which chain the checking is; chains go on from batch to batch."""

    def __init__(self) -> None:
        self.last: Row | None = None
        self.failed: UUID | None = None

    def __call__(self, batch: list[Row]) -> Iterator[Broken]:
        for chain, rows in groupby(batch, key=lambda row: row.chain):
            if self.last is not None and self.last.chain != chain:
                yield from self.end()
                self.last = None
            for row in rows:
                if self.failed != chain and (says := wrong(row, self.last)):
                    self.failed = chain
                    yield Broken(chain, row.subject, row.number, says)
                self.last = row

    def end(self) -> Iterator[Broken]:
        """The chain's own row says what its last entry says."""
        last = self.last
        if last is None or last.chain == self.failed:
            return
        is_head = bytes(last.head) == (bytes(last.hash) if last.number else sealing.GENESIS)
        if last.length > (last.number or 0):
            number = (last.number or 0) + 1
            yield Broken(last.chain, last.subject, number, "it is missing at the chain's end")
        elif not is_head or last.length != (last.number or 0):
            yield Broken(last.chain, last.subject, None, "its head isn't that of its last entry")
        elif last.number and last.last_at != last.at:
            yield Broken(last.chain, last.subject, None, "its last time isn't its last entry's")


def wrong(row: Row, before: Row | None) -> str | None:
    """What is wrong with an entry that stands after `before`, as a sentence, or None."""
    if row.number is None:
        return None
    number = (before.number or 0) + 1 if before else 1
    if row.number != number:
        return f"entry {number} is missing before it"
    if hashlib.sha256(row.seal).digest() != bytes(row.hash):
        return "its hash isn't that of its seal"
    previous = bytes(before.hash) if before else sealing.GENESIS
    content = sealing.digest(bytes(row.salt), bytes(row.content))
    if bytes(row.seal) != sealing.seal_bytes(row.chain, number, previous, content):
        return _wrong_seal(row, previous, content)
    return _wrong_columns(row) or _wrong_time(row, before)


def _wrong_seal(row: Row, previous: bytes, content: str) -> str:
    sealed = read_content(row.seal)
    if sealed is None:
        return "its seal can't be read"
    if sealed.get("version") != sealing.VERSION:
        return f"its format is version {sealed.get('version')}, which this Buckstop doesn't know"
    if sealed.get("content") != content:
        return "what it says was changed"
    if sealed.get("previous") != previous.hex():
        return "the entry before it isn't the one it was sealed with"
    return "its seal is of another place"


def _wrong_columns(row: Row) -> str | None:
    try:
        columns = _columns(row)
    except (ValueError, TypeError, KeyError, AttributeError):
        return "what it says can't be read"
    for name, (shown, sealed) in columns.items():
        if shown != sealed:
            return f"its column {name} shows {shown}, but {sealed} was sealed"
    return None


def _columns(row: Row) -> dict[str, tuple[object, object]]:
    said = row.said
    if said is None:
        raise ValueError("no JSON")
    actor = row.actor_id.hex if row.actor_id else None
    return {
        "code": (row.code, said["code"]),
        "at": (row.at, datetime.fromisoformat(said["at"])),
        "audience": (row.audience, said["audience"]),
        "actor_kind": (row.actor_kind, said["by"]["kind"]),
        "actor_id": (actor, said["by"]["id"]),
        "cases": ([case.hex for case in row.cases], said["cases"]),
    }


def _wrong_time(row: Row, before: Row | None) -> str | None:
    return "it is older than the one before it" if before and row.at < before.at else None
