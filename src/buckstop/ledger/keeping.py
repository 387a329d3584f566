"""How far every chain had come, noted again and again in one chain: that of the house.

The hash of an entry proves what stands before it, not that nothing stood behind it. So that the
last entry of a chain, or a whole chain, can't be taken away unseen, the house's ledger says from
time to time which entry was the last of each chain that had grown. `docs/decisions/0024` says
what that proves and what it doesn't.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from buckstop.ledger.entries import HeadsKept
from buckstop.ledger.models import Body, Chain, Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.rows import Broken, Row

LAG = timedelta(minutes=10)
"""How old an entry is before it is noted: by then its transaction has ended."""
AT_ONCE = 20_000  # entries that are looked at for one note

CHANGED = """
SELECT kept.chain, kept.number, entry.hash IS NULL
FROM unnest(%s::uuid[], %s::int[], %s::bytea[]) AS kept (chain, number, hash)
LEFT JOIN ledger_entry entry ON entry.chain_id = kept.chain AND entry.number = kept.number
WHERE entry.hash IS DISTINCT FROM kept.hash
ORDER BY kept.chain
"""


class Head(NamedTuple):
    """The last entry that a chain had."""

    chain: UUID
    number: int
    hash: bytes


def first_key(at: datetime) -> UUID:
    """The smallest key that a row made at that time can have: keys begin with the time."""
    return UUID(int=int(at.timestamp() * 1000) << 80)


def time_of(key: UUID) -> datetime:
    """When a row with that key was made, to the millisecond."""
    return datetime.fromtimestamp((key.int >> 80) / 1000, UTC)


def kept_until(chain: UUID, code: str) -> datetime | None:
    """Up to when the notes of that kind in `chain` go; None where there is none yet."""
    last = Entry.objects.filter(chain=chain, code=code).order_by("-number").first()
    found = getattr(fact_of(last), "until", None) if last else None
    return found if isinstance(found, datetime) else None


def grown(since: datetime | None, until: datetime) -> tuple[list[Head], datetime]:
    """The heads of chains that grew between two times, and up to when these were looked at."""
    rows = Entry.objects.filter(pk__lt=first_key(until)).exclude(code=HeadsKept.code)
    if since is not None:
        rows = rows.filter(pk__gte=first_key(since))
    columns = ("pk", "chain_id", "number", "hash")
    read = list(rows.order_by("pk").values_list(*columns)[:AT_ONCE])
    found: dict[UUID, Head] = {}
    for _, chain, number, hash_ in read:
        if chain not in found or found[chain].number < number:
            found[chain] = Head(chain, number, bytes(hash_))
    return list(found.values()), time_of(read[-1][0]) if len(read) == AT_ONCE else until


def written_out(heads: list[Head]) -> bytes:
    """A line for each: the chain's key, the entry's number, its hash."""
    return "\n".join(f"{h.chain.hex} {h.number} {h.hash.hex()}" for h in heads).encode()


def read_back(raw: bytes) -> list[Head]:
    """The heads that `written_out` wrote; raises ValueError where it didn't."""
    found = []
    for line in raw.decode().splitlines():
        chain, number, hash_ = line.split()
        found.append(Head(UUID(chain), int(number), bytes.fromhex(hash_)))
    return found


class KeptHeads:
    """A check for `verify`: what the house's ledger has noted of the chains is still there."""

    def __init__(self) -> None:
        self._told: set[UUID] = set()

    def __call__(self, batch: list[Row]) -> Iterator[Broken]:
        """Yield of each chain the first entry that was there and isn't any more."""
        for row in batch:
            if row.number is None or row.code != HeadsKept.code or row.said is None:
                continue
            digest = (row.said.get("fields") or {}).get("heads")
            body = Body.objects.filter(digest=digest).first()
            try:
                heads = read_back(body.content()) if body is not None else []
            except ValueError:
                continue  # changed by hand, as is told already
            yield from self._missing(heads, row)

    def _missing(self, heads: list[Head], row: Row) -> Iterator[Broken]:
        for some in batched(heads, 1000):
            for chain, number, is_gone in _changed(some):
                if chain not in self._told:
                    self._told.add(chain)
                    yield Broken(chain, _subject(chain), number, _says(chain, is_gone, row))


def _changed(heads: tuple[Head, ...]) -> list[tuple[UUID, int, bool]]:
    columns = [list(column) for column in zip(*heads, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, columns)
        rows: list[tuple[UUID, int, bool]] = cursor.fetchall()
    return rows


def _subject(chain: UUID) -> str:
    found = Chain.objects.filter(pk=chain).first()
    return found.subject if found else "gone"


def _says(chain: UUID, is_gone: bool, row: Row) -> str:
    what = "it isn't there any more" if is_gone else "it had another hash"
    if is_gone and not Chain.objects.filter(pk=chain).exists():
        what = "the whole chain isn't there any more"
    noted = f"entry {row.number} of the house's ledger noted it {row.at:%Y-%m-%d %H:%M}"
    return f"{what}, though {noted}"
