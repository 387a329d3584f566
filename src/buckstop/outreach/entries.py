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
