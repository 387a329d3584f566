"""What happens to mail accounts, in the chain of the house."""

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
