"""What becomes of our mails."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Fact


@dataclass(frozen=True)
class MailUncertain(Fact, code="mail-uncertain", says=_("A mail may or may not have left")):
    delivery: UUID


@dataclass(frozen=True)
class MailFailed(Fact, code="mail-failed", says=_("A mail could not be delivered")):
    delivery: UUID


@dataclass(frozen=True)
class MailBounced(Fact, code="mail-bounced", says=_("A mail came back")):
    delivery: UUID


@dataclass(frozen=True)
class MailDelayed(
    Fact,
    code="mail-delayed",
    says=_("Another mail server has not delivered a mail yet; it tries on"),
):
    delivery: UUID


@dataclass(frozen=True)
class MailSentAgain(Fact, code="mail-sent-again", says=_("{by} had a mail sent again")):
    delivery: UUID


@dataclass(frozen=True)
class MailLeft(Fact, code="mail-left-behind", says=_("{by} let a mail be that had not arrived")):
    delivery: UUID


@dataclass(frozen=True)
class MailArrived(Fact, code="mail-arrived", says=_("{by} knows that a mail arrived")):
    delivery: UUID
