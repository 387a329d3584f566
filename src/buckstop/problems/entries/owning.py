"""Who owns it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from buckstop.ledger.entries import Audience, Digest, Fact

CUSTOMER = Audience.CUSTOMER


HOW = {
    "routed": "on shift",
    "buck": "nobody was on shift",
    "raised": "raised it",
    "accepted": "accepted it",
    "taken": "took it",
    "succeeded": "the owner left",
    "reopened": "it came back",
}
"""Why somebody owns it: the codes of a tenure, and the words."""


@dataclass(frozen=True)
class ProblemOpened(Fact, code="problem-opened", says="{by} opened it as a {kind}"):
    problem: UUID
    number: int
    kind: str
    hurts: int


@dataclass(frozen=True)
class TenureBegan(
    Fact,
    code="tenure-began",
    audience=CUSTOMER,
    says="{to} owns it now ({how})",
    words={"how": HOW},
):
    to: UUID
    how: str
    before: UUID | None


@dataclass(frozen=True)
class HandoffOffered(Fact, code="handoff-offered", says="{by} offered it to {to}"):
    handoff: UUID
    to: UUID
    brief: Digest
    answer_by: datetime


@dataclass(frozen=True)
class HandoffAccepted(Fact, code="handoff-accepted", says="{by} accepted it"):
    handoff: UUID


@dataclass(frozen=True)
class HandoffDeclined(Fact, code="handoff-declined", says="{by} declined it"):
    handoff: UUID
    reason: Digest


@dataclass(frozen=True)
class HandoffLapsed(Fact, code="handoff-lapsed", says="{to} didn't answer the offer in time"):
    handoff: UUID
    to: UUID


@dataclass(frozen=True)
class HandoffWithdrawn(Fact, code="handoff-withdrawn", says="{by} took the offer back"):
    handoff: UUID
    to: UUID


@dataclass(frozen=True)
class HandedBack(Fact, code="handed-back", says="{by} handed it back"):
    reason: Digest


@dataclass(frozen=True)
class EndedUnreported(
    Fact, code="ended-unreported", says="{by} ended it, since no customer has reported it"
):
    reason: Digest


@dataclass(frozen=True)
class ProblemClosed(
    Fact, code="problem-closed", audience=CUSTOMER, says="The problem is closed ({outcome})"
):
    outcome: str


@dataclass(frozen=True)
class ProblemReopened(Fact, code="problem-reopened", says="It is open again: {because}"):
    because: str
