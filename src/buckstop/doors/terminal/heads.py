"""The heads of chains that went out by mail must still be there: who owns the database can make all
hashes anew, but not those that stand in a customer's mailbox.
"""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from buckstop.ledger.rows import Broken, Row
from buckstop.outbox.models import Attempt


class HeadsThatLeft:
    """A check for `verify`, which hands over every chain's entries in order, in batches."""

    def __init__(self) -> None:
        self.count = 0
        self._told: set[UUID] = set()

    def __call__(self, batch: list[Row]) -> Iterator[Broken]:
        """Yield the first head of each chain that is no longer in it."""
        sent = self._sent({row.chain for row in batch})
        for row in batch:
            heads = sent[row.chain]
            if row.number is not None:
                yield from self._compare(row, heads.pop(row.number, set()))
            if (row.number or 0) >= row.length:
                yield from self._missing(row, heads)

    def _sent(self, chains: set[UUID]) -> dict[UUID, dict[int, set[bytes]]]:
        found: dict[UUID, dict[int, set[bytes]]] = defaultdict(lambda: defaultdict(set))
        rows = Attempt.objects.filter(chain__in=chains).values_list(
            "chain_id", "chain_number", "chain_head"
        )
        for chain, number, head in rows.iterator():
            found[chain][number].add(bytes(head))
        return found

    def _compare(self, row: Row, heads: set[bytes]) -> Iterator[Broken]:
        self.count += len(heads)
        if heads - {bytes(row.hash)} and row.chain not in self._told:
            self._told.add(row.chain)
            says = "a mail that left holds another hash for it, so the chain was made anew"
            yield Broken(row.chain, row.subject, row.number, says)

    def _missing(self, row: Row, heads: dict[int, set[bytes]]) -> Iterator[Broken]:
        beyond = [number for number in heads if number > row.length]
        if beyond and row.chain not in self._told:
            self._told.add(row.chain)
            says = "a mail that left holds its hash, and it is no longer there"
            yield Broken(row.chain, row.subject, min(beyond), says)
