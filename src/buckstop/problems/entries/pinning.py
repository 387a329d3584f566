"""What somebody put before everything else."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class Pinned(
    Fact,
    code="pinned",
    says=_("{by} put it first until {until}; costs customers more and waits for it: {delays}"),
    words={"delays": {"0": _("nothing")}},
):
    """Before all else that its owner has; `delays`: how many of those would come before it."""

    pin: UUID
    until: datetime
    delays: int
    why: Digest


@dataclass(frozen=True)
class Unpinned(Fact, code="unpinned", says=_("{by} gave it its place in the order again")):
    pin: UUID
