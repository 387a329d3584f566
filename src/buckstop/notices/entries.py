"""What became of mail to staff about a problem, as the ledger keeps it."""

from dataclasses import dataclass
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
