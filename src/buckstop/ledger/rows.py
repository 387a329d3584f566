"""What a check of the ledger reads, and what it answers."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID


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
    said: dict[str, Any] | None


def row_of(values: tuple[Any, ...]) -> Row:
    """A row as the query of `COLUMNS` gives it, with what its content says."""
    content = values[Row._fields.index("content")]
    return Row._make((*values, read_content(content) if content is not None else None))


def read_content(content: bytes | memoryview) -> dict[str, Any] | None:
    """What an entry says; None where that can't be read."""
    try:
        said = json.loads(bytes(content))
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


COLUMNS = [
    name if name in ("subject", "length", "head", "last_at") else f"entries__{name}"
    for name in Row._fields[1:-1]
]
