"""A customer's own entries in full, and of the rest only the seals, so that the whole verifies."""

import base64
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from buckstop.ledger.actor import ActorKind
from buckstop.ledger.entries import Audience, BodiesErased, digests
from buckstop.ledger.models import Body, Entry
from buckstop.ledger.reading import fact_of

FORMAT, VERSION = "buckstop ledger export", 1
VERIFIER = Path(__file__).with_name("export_verifier.py")
"""The program of the standard library alone that checks an export; it goes out beside it."""


@dataclass(frozen=True, slots=True)
class Stay:
    """The entries of `chain` during which `case` was there: from `first` to `last`, both included.

    `last` is empty while it is there.
    """

    case: UUID
    chain: UUID
    first: int
    last: int | None = None

    def shows(self, entry: Entry) -> bool:
        """Whether who may see the case may read `entry`."""
        return (
            entry.chain_id == self.chain
            and entry.audience == Audience.CUSTOMER
            and self.first <= entry.number
            and (self.last is None or entry.number <= self.last)
            and (self.case in entry.cases if entry.cases else not _names_a_contact(entry))
        )


def _names_a_contact(entry: Entry) -> bool:
    """One about all says who of one customer's made it: so an older Buckstop wrote them."""
    return entry.actor_kind == ActorKind.CONTACT and entry.actor_id is not None


def export(stays: Iterable[Stay]) -> dict[str, Any]:
    """What `stays` show of their chains, as JSON holds it; times and keys stand in the contents.

    `chains`: the entries with their `seal`, and of those shown `content` and `salt`. `bodies`:
    what was written, by its digest: `text`, or `raw` (the mail as it came, in base64), and `salt`;
    of what was erased, `erased_at`, and of what was blacked out what is left too. `erasures`: the
    entries, of whatever chain, that say so.
    """
    by_chain: dict[UUID, list[Stay]] = defaultdict(list)
    for stay in stays:
        by_chain[stay.chain].append(stay)
    wanted: set[str] = set()
    chains = [_chain(key, here, wanted) for key, here in sorted(by_chain.items())]
    bodies = dict(_bodies(wanted))
    gone = [digest for digest, body in bodies.items() if "erased_at" in body]
    return {
        "format": FORMAT,
        "version": VERSION,
        "chains": chains,
        "bodies": bodies,
        "erasures": _erasures(gone) if gone else [],
    }


def _chain(key: UUID, stays: list[Stay], wanted: set[str]) -> dict[str, Any]:
    entries: list[dict[str, Any]] = []
    head = ""
    for entry in Entry.objects.filter(chain=key).order_by("number").iterator():
        line: dict[str, Any] = {"number": entry.number, "seal": bytes(entry.seal).decode()}
        if any(stay.shows(entry) for stay in stays):
            line["content"] = bytes(entry.content).decode()
            line["salt"] = bytes(entry.salt).hex()
            wanted.update(digests(fact_of(entry)))
        entries.append(line)
        head = bytes(entry.hash).hex()
    return {"chain": key.hex, "head": head, "entries": entries}


def _erasures(gone: list[str]) -> list[dict[str, str]]:
    """The entries that say that these were erased; they stand in chains of their own."""
    entries = Entry.objects.filter(code=BodiesErased.code).order_by("chain", "number")
    return [
        {
            "seal": bytes(entry.seal).decode(),
            "content": bytes(entry.content).decode(),
            "salt": bytes(entry.salt).hex(),
        }
        for entry in entries.iterator()
        if not (named := digests(fact_of(entry))) or not set(named).isdisjoint(gone)
    ]


def _bodies(wanted: set[str]) -> Iterator[tuple[str, dict[str, str]]]:
    for body in Body.objects.filter(digest__in=wanted).order_by("digest").iterator():
        here = {"erased_at": body.erased_at.isoformat()} if body.erased_at else {}
        salt = bytes(body.salt or b"").hex()
        if body.raw is not None:
            here |= {"raw": base64.b64encode(bytes(body.raw)).decode(), "salt": salt}
        elif body.text is not None or not here:
            here |= {"text": body.text or "", "salt": salt}
        yield body.digest, here
