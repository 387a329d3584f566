"""What happens to outreaches."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class OutreachBegun(
    Fact, code="outreach-begun", says=_("{by} began to tell {customers} affected customers")
):
    outreach: UUID
    customers: int
    text: Digest


@dataclass(frozen=True)
class OutreachStopped(
    Fact,
    code="outreach-stopped",
    says=_("{by} stopped telling those affected; {left} were not told"),
):
    outreach: UUID
    left: int


@dataclass(frozen=True)
class OutreachDone(
    Fact, code="outreach-done", says=_("{told} affected customers were told, {left} were not")
):
    outreach: UUID
    told: int
    left: int


@dataclass(frozen=True)
class OutreachHalted(
    Fact,
    code="outreach-halted",
    says=_("Telling those affected stopped by itself: {complaints} of {told} took it for spam"),
):
    outreach: UUID
    complaints: int
    told: int
    left: int


@dataclass(frozen=True)
class TakenForSpam(
    Fact, code="outreach-spam", says=_("Somebody whom we told first reported it as spam")
):
    case: UUID


@dataclass(frozen=True)
class NothingWanted(
    Fact, code="outreach-enough", says=_("Somebody whom we told first wants to hear no more of it")
):
    case: UUID
