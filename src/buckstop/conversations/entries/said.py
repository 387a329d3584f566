"""What is said, by us and by customers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.conversations.wording.finding import Concern
from buckstop.ledger.entries import Audience, Digest, Digests, Fact

WITHHELD: dict[str, str] = {}
"""What a letter that was held back would have told them, by its kind: each letter says its own."""


@dataclass(frozen=True)
class MessageSent(Fact, code="message-sent", audience=Audience.CUSTOMER, says=_("{by} wrote")):
    message: UUID
    kind: str
    text: Digest


@dataclass(frozen=True)
class LetterSent(
    Fact, code="letter-sent", audience=Audience.CUSTOMER, says=_("The desk sent a letter ({kind})")
):
    message: UUID
    kind: str


@dataclass(frozen=True)
class LetterHeldBack(
    Fact,
    code="letter-held-back",
    says=_("The customer was not told {kind}: their address had enough letters this hour"),
    words={"kind": WITHHELD},
):
    """A letter of the desk that wasn't written, so that nobody can flood an address through us."""

    case: UUID
    kind: str


@dataclass(frozen=True)
class WordingOverruled(
    Fact,
    code="wording-overruled",
    says=_("{by} sent it although it {concern}"),
    words={
        "concern": {
            Concern.LEAK: _("names another customer"),
            Concern.BLAME: _("sounds like blame"),
        }
    },
):
    """What the wording check found in words that left all the same, as their writer decided."""

    message: UUID
    concern: str


@dataclass(frozen=True)
class NoteWritten(Fact, code="note-written", says=_("{by} noted")):
    message: UUID
    text: Digest


@dataclass(frozen=True)
class DecisionBacked(Fact, code="decision-backed", says=_("{by} backs a decision of {person}")):
    """`note`: the message that says which, and why."""

    person: UUID
    note: UUID


@dataclass(frozen=True)
class MessageKept(Fact, code="message-kept", says=_("Buckstop kept what was said ({kind})")):
    """What was said, by whom and when, and the digests of all that it came with."""

    kept: UUID
    kind: str
    channel: str
    said_by: UUID | None
    said_at: datetime
    text: Digest
    quoted: Digest
    html: Digest
    raw: Digest
    files: Digests


@dataclass(frozen=True)
class MessageImported(
    Fact,
    code="message-imported",
    audience=Audience.CUSTOMER,
    says=_("It was said in another system at {said_at}, and came along"),
):
    """What was said elsewhere, by whom and when as that system says, and the digests of all of it.
    What it says is the message's: nothing of it was done here."""

    message: UUID
    kind: str
    said_by: UUID | None
    said_at: datetime
    text: Digest
    html: Digest
    raw: Digest
    files: Digests


@dataclass(frozen=True)
class FilesKept(Fact, code="files-kept", says=_("Buckstop kept what was said with it")):
    """Files that came to a message when it was on record already."""

    kept: UUID
    files: Digests


@dataclass(frozen=True)
class MachineHeard(Fact, code="machine-heard", says=_("An automatic mail came: {why}")):
    message: UUID
    why: str
    text: Digest
