"""What happens to cards."""

from dataclasses import dataclass
from uuid import UUID

from buckstop.ledger.entries import Fact


@dataclass(frozen=True)
class CardWritten(Fact, code="card-written", says="{by} wrote a card"):
    card: UUID


@dataclass(frozen=True)
class CardLost(Fact, code="card-lost", says="A card got lost"):
    card: UUID
