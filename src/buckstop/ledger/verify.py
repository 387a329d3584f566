"""Checking that nothing was changed afterwards: every hash of every chain, made again.

What this can't see is somebody who owns the database and makes all hashes of a chain again; the
heads that left the house in mails show that, which is what `checks` is for.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from itertools import batched, groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import BooleanField, F, Func, QuerySet

from buckstop.ledger import sealing
from buckstop.ledger.entries import REGISTRY, Digest
from buckstop.ledger.models import Body, Chain

BATCH = 1000


@dataclass(frozen=True)
class Broken:
    """The first entry of a chain with which something is wrong; without a number, the chain."""

    chain: UUID
    subject: str
    number: int | None
    says: str

    def __str__(self) -> str:
        where = f"entry {self.number} of " if self.number else ""
        return f"{where}chain {self.chain} ({self.subject}): {self.says}"


class Row(NamedTuple):
    """An entry beside its chain, as both stand in the tables; empty where a chain has none."""

    chain: UUID
    subject: str
    length: int
    head: bytes
    last_at: datetime | None
    number: int | None
    content: bytes
    salt: bytes
    seal: bytes
    hash: bytes
    code: str
    at: datetime
    audience: str
    actor_kind: str
    actor_id: UUID | None
    cases: list[UUID]


_COLUMNS = [
    name if name in ("subject", "length", "head", "last_at") else f"entries__{name}"
    for name in Row._fields[1:]
]

type Progress = Callable[[int], None]
type Check = Callable[[list[Row]], Iterable[Broken]]


def verify(
    chains: QuerySet[Chain] | None = None,
    *,
    progress: Progress | None = None,
    checks: tuple[Check, ...] = (),
) -> Iterator[Broken]:
    """Check `chains` (all where empty), and yield what is wrong: at most one for each and check.

    Reads the tables once, as they are at one instant, in batches of entries; after each,
    `progress` is told how many entries have been checked. `checks` are given the same batches.
    """
    found = Chain.objects.all() if chains is None else chains
    rows = found.order_by("pk", "entries__number").values_list("pk", *_COLUMNS)
    with transaction.atomic():  # for a cursor that the server doesn't write out first
        done = 0
        state = _State()
        for values in batched(rows.iterator(chunk_size=BATCH), BATCH):
            batch = [Row(*row) for row in values]
            for check in (state.check, _bodies, *checks):
                yield from check(batch)
            done += len(batch)
            if progress:
                progress(done)
        yield from state.end()


class _State:
    """Where in which chain the checking is; chains go on from batch to batch."""

    def __init__(self) -> None:
        self.last: Row | None = None
        self.failed: UUID | None = None

    def check(self, batch: list[Row]) -> Iterator[Broken]:
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
    try:
        sealed: dict[str, Any] = json.loads(bytes(row.seal))
    except ValueError:
        return "its seal can't be read"
    if sealed.get("version") != sealing.VERSION:
        return f"its format is version {sealed.get('version')}, which this Buckstop doesn't know"
    if sealed.get("content") != content:
        return "what it says was changed"
    if sealed.get("previous") != previous.hex():
        return "the entry before it isn't the one it was sealed with"
    return "its seal is of another place"


def _wrong_columns(row: Row) -> str | None:
    said: dict[str, Any] = json.loads(bytes(row.content))
    actor = row.actor_id.hex if row.actor_id else None
    columns = {
        "code": (row.code, said["code"]),
        "at": (row.at, datetime.fromisoformat(said["at"])),
        "audience": (row.audience, said["audience"]),
        "actor_kind": (row.actor_kind, said["by"]["kind"]),
        "actor_id": (actor, said["by"]["id"]),
        "cases": ([case.hex for case in row.cases], said["cases"]),
    }
    for name, (shown, sealed) in columns.items():
        if shown != sealed:
            return f"its column {name} shows {shown}, but {sealed} was sealed"
    return None


def _wrong_time(row: Row, before: Row | None) -> str | None:
    return "it is older than the one before it" if before and row.at < before.at else None


class _Holds(Func):
    """Whether a body is what its digest is of, or was erased whole; reckoned by the database."""

    template = (
        "CASE WHEN erased_at IS NULL"
        " THEN encode(pg_catalog.sha256("
        "salt || coalesce(raw, convert_to(text, 'UTF8'), '')), 'hex')"
        " IS NOT DISTINCT FROM digest"
        " ELSE text IS NULL AND raw IS NULL AND salt IS NULL END"
    )
    output_field = BooleanField()


def _bodies(batch: list[Row]) -> Iterator[Broken]:
    """What people wrote is there as it was sealed, or erased."""
    named = [(row, digest) for row in batch for digest in _digests(row)]
    kept = Body.objects.filter(digest__in=[digest for _, digest in named])
    holds = dict(kept.annotate(holds=_Holds(F("pk"))).values_list("digest", "holds"))
    told: set[UUID] = set()
    for row, digest in named:
        if row.chain not in told and not holds.get(digest):
            told.add(row.chain)
            says = "what was written was changed" if digest in holds else "what was written is gone"
            yield Broken(row.chain, row.subject, row.number, says)


def _digests(row: Row) -> list[str]:
    if row.number is None or not _digest_fields(row.code):
        return []
    try:
        said = json.loads(bytes(row.content))["fields"]
    except (ValueError, KeyError, TypeError):
        return []  # changed by hand, as is told already
    return [said[name] for name in _digest_fields(row.code) if said.get(name)]


@cache
def _digest_fields(code: str) -> tuple[str, ...]:
    kind = REGISTRY.get(code)
    return tuple(f.name for f in fields(kind) if f.type is Digest) if kind else ()
