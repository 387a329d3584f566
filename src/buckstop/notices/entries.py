"""What became of mail to staff about a problem, as the ledger keeps it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Fact


@dataclass(frozen=True)
class NoticeReturned(Fact, code="notice-returned", says=_("A notice to {person} came back")):
    """What a member of staff should know didn't reach them by mail; `person` where it is known."""

    person: UUID | None


@dataclass(frozen=True)
class NoticeFailed(
    Fact, code="notice-failed", says=_("A notice to {person} could not be delivered")
):
    person: UUID


@dataclass(frozen=True)
class NoticeSentAgain(
    Fact, code="notice-sent-again", says=_("{by} had a notice to {person} sent again")
):
    person: UUID


@dataclass(frozen=True)
class NoticeLeft(
    Fact, code="notice-left-behind", says=_("{by} let a notice to {person} be that had not arrived")
):
    person: UUID


class Undelivered(StrEnum):
    """Why somebody couldn't be told."""

    FAILED = "failed"
    UNCERTAIN = "uncertain"
    WAITS = "waits"
    NOWHERE = "nowhere"


WHY: dict[str, str] = {
    Undelivered.FAILED: _("it was refused"),
    Undelivered.UNCERTAIN: _("no answer came"),
    Undelivered.WAITS: _("it still waits to leave"),
    Undelivered.NOWHERE: _("they have no address"),
}


@dataclass(frozen=True)
class NoticeUndelivered(
    Fact,
    code="notice-undelivered",
    says=_("{person} could not be told by {way}: {why}"),
    words={"why": WHY},
):
    """`to` is who is told in their place."""

    person: UUID
    to: UUID
    way: str
    why: str


@dataclass(frozen=True)
class WayAdded(Fact, code="way-added", says=_("{by} added {gateway} to how {person} is told")):
    person: UUID
    way: UUID
    gateway: str


@dataclass(frozen=True)
class WayRemoved(
    Fact, code="way-removed", says=_("{by} removed {gateway} from how {person} is told")
):
    person: UUID
    way: UUID
    gateway: str


@dataclass(frozen=True)
class WishesChosen(
    Fact, code="wishes-chosen", says=_("{by} chose of what and when {person} is told: {chosen}")
):
    """`chosen` are pairs such as `owed mail shift`, without what is told at once."""

    person: UUID
    chosen: str
