"""What became of mail to staff about a problem, as the ledger keeps it."""

from dataclasses import dataclass
from uuid import UUID

from buckstop.ledger.entries import Fact


@dataclass(frozen=True)
class NoticeReturned(Fact, code="notice-returned", says="A notice to {person} came back"):
    """What a member of staff should know didn't reach them by mail; `person` where it is known."""

    person: UUID | None


@dataclass(frozen=True)
class NoticeFailed(Fact, code="notice-failed", says="A notice to {person} could not be delivered"):
    person: UUID


@dataclass(frozen=True)
class NoticeSentAgain(
    Fact, code="notice-sent-again", says="{by} had a notice to {person} sent again"
):
    person: UUID


@dataclass(frozen=True)
class NoticeLeft(
    Fact, code="notice-left-behind", says="{by} let a notice to {person} be that had not arrived"
):
    person: UUID
