"""What happens to mail accounts, to addresses that providers post to, and to senders, in the chain
of the house."""

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
class MailWebhookAdded(
    Fact, code="mail-webhook-added", says=_("{by} let a provider post mail to the desk")
):
    webhook: UUID
    said: Digest


@dataclass(frozen=True)
class MailWebhookChanged(
    Fact, code="mail-webhook-changed", says=_("{by} changed how a provider posts mail to the desk")
):
    webhook: UUID
    said: Digest


@dataclass(frozen=True)
class MailWebhookRenewed(
    Fact, code="mail-webhook-renewed", says=_("{by} gave a provider’s mail a new address")
):
    webhook: UUID


@dataclass(frozen=True)
class MailWebhookEnded(
    Fact, code="mail-webhook-ended", says=_("{by} took no more mail that a provider posts")
):
    webhook: UUID


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
