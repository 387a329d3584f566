"""Account managers offer to carry the news, and what comes of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class CarryingOffered(
    Fact, code="carrying-offered", says=_("{by} offered {debtor} to carry the next news")
):
    """`what`: why, where they said it."""

    commitment: UUID
    debtor: UUID
    due: datetime
    what: Digest = ""


@dataclass(frozen=True)
class CarryingAccepted(
    Fact, code="carrying-accepted", says=_("{by} said yes: {manager} gives the next news")
):
    commitment: UUID
    manager: UUID


@dataclass(frozen=True)
class CarryingDeclined(
    Fact, code="carrying-declined", says=_("{by} gives the next news themselves, not {manager}")
):
    commitment: UUID
    manager: UUID
    reason: Digest


@dataclass(frozen=True)
class CarryingLapsed(
    Fact, code="carrying-lapsed", says=_("Nobody answered whether {manager} carries the next news")
):
    """Its time passed, or somebody owns the problem now whom nobody asked."""

    commitment: UUID
    manager: UUID


@dataclass(frozen=True)
class CarryingWithdrawn(
    Fact, code="carrying-withdrawn", says=_("{by} no longer offers to carry the next news")
):
    commitment: UUID
