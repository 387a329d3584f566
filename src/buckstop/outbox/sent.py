"""What left the house, noted from time to time in the house's ledger: which bytes, to what end.

An entry for each mail would hold its chain up while it leaves; one for the mails of ten minutes
doesn't.
"""

from collections.abc import Iterator
from itertools import batched
from uuid import UUID

from buckstop.ledger.models import Body
from buckstop.ledger.rows import Broken, Row
from buckstop.ledger.written import Written
from buckstop.outbox.entries import MailsKept
from buckstop.outbox.models import Attempt

COLUMNS = ("pk", "delivery_id", "outcome", "delivery__raw__digest")

type Line = tuple[str, ...]


def line(pk: UUID, delivery: UUID, outcome: str, digest: str | None) -> Line:
    """A try to hand a mail over, and the digest of its bytes."""
    return pk.hex, delivery.hex, outcome, digest or "-"


def written_out(lines: list[Line]) -> bytes:
    """A line for each try."""
    return "\n".join(" ".join(one) for one in lines).encode()


class SentMails:
    """A check for `verify`: what the house's ledger noted of mails that left is still so."""

    def __init__(self) -> None:
        self.count = 0
        self._written = Written()

    def __call__(self, batch: list[Row]) -> Iterator[Broken]:
        """Yield of each note the first mail that isn't as it left."""
        for row in batch:
            if row.number is None or row.code != MailsKept.code or row.said is None:
                continue
            digest = (row.said.get("fields") or {}).get("mails")
            body = Body.objects.filter(digest=digest).first()
            if body is not None:
                lines = body.content().decode(errors="replace").splitlines()
                self.count += len(lines)
                yield from self._wrong([tuple(one.split(" ")) for one in lines], row)

    def _wrong(self, noted: list[Line], row: Row) -> Iterator[Broken]:
        when = f"entry {row.number} of the house's ledger"
        for some in batched(noted, 1000):
            keys = [UUID(one[0]) for one in some if len(one) == 4]
            rows = Attempt.objects.filter(pk__in=keys)
            now = {pk.hex: line(pk, *rest) for pk, *rest in rows.values_list(*COLUMNS)}
            chains = {pk.hex: chain for pk, chain in rows.values_list("pk", "chain_id")}
            for one in some:
                if now.get(one[0]) != one:
                    says = f"a mail that left isn't as {when} noted it"
                    yield Broken(chains.get(one[0]) or row.chain, "problem", None, says)
                    return
            digests = {one[3]: one[0] for one in some if one[3] != "-"}
            for digest, says in self._written.wrong_among(set(digests)):
                chain = chains[digests[digest]] or row.chain
                yield Broken(chain, "problem", None, f"{says}: a mail that left, noted by {when}")
                return
