"""What is said, as the ledger keeps it."""

from dataclasses import dataclass
from uuid import UUID

from buckstop.ledger.entries import Audience, Digest, Fact

CUSTOMER = Audience.CUSTOMER


@dataclass(frozen=True)
class MessageSent(Fact, code="message-sent", audience=CUSTOMER, says="{by} wrote"):
    message: UUID
    kind: str
    text: Digest


@dataclass(frozen=True)
class LetterSent(
    Fact, code="letter-sent", audience=CUSTOMER, says="The desk sent a letter ({kind})"
):
    message: UUID
    kind: str


@dataclass(frozen=True)
class NoteWritten(Fact, code="note-written", says="{by} noted"):
    message: UUID
    text: Digest


@dataclass(frozen=True)
class MachineHeard(Fact, code="machine-heard", says="An automatic mail came: {why}"):
    message: UUID
    why: str
    text: Digest


@dataclass(frozen=True)
class MessageWidened(Fact, code="message-widened", says="{by} showed a message to every customer"):
    message: UUID
    was_for: UUID


@dataclass(frozen=True)
class MailUncertain(Fact, code="mail-uncertain", says="A mail may or may not have left"):
    delivery: UUID


@dataclass(frozen=True)
class MailFailed(Fact, code="mail-failed", says="A mail could not be delivered"):
    delivery: UUID


@dataclass(frozen=True)
class MailBounced(Fact, code="mail-bounced", says="A mail came back"):
    delivery: UUID


@dataclass(frozen=True)
class MailSentAgain(Fact, code="mail-sent-again", says="{by} had a mail sent again"):
    delivery: UUID


@dataclass(frozen=True)
class MailLeft(Fact, code="mail-left-behind", says="{by} let a mail be that had not arrived"):
    delivery: UUID
