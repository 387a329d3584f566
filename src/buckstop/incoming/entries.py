"""What happens to mail accounts and to senders, in the chain of the house."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class MailAccountAdded(Fact, code="mail-account-added", says=_("{by} added a mail account")):
    account: UUID
    said: Digest


@dataclass(frozen=True)
class MailAccountChanged(Fact, code="mail-account-changed", says=_("{by} changed a mail account")):
    account: UUID
    said: Digest


@dataclass(frozen=True)
class MailAccountEnded(
    Fact, code="mail-account-ended", says=_("{by} let a mail account be read no more")
):
    account: UUID


@dataclass(frozen=True)
class SenderBlocked(
    Fact, code="sender-blocked", says=_("{by} blocked a sender: their mail opens no problem")
):
    block: UUID


@dataclass(frozen=True)
class SenderUnblocked(
    Fact, code="sender-unblocked", says=_("{by} let a sender’s mail open problems again")
):
    block: UUID


@dataclass(frozen=True)
class MailLetIn(Fact, code="mail-let-in", says=_("{by} had a mail of a blocked sender taken in")):
    intake: UUID
