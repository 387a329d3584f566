"""What is said, as the ledger keeps it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.conversations.wording.finding import Concern
from buckstop.ledger.entries import Audience, Digest, Digests, Fact

CUSTOMER = Audience.CUSTOMER
WITHHELD: dict[str, str] = {}
"""What a letter that was held back would have told them, by its kind: each letter says its own."""


@dataclass(frozen=True)
class MessageSent(Fact, code="message-sent", audience=CUSTOMER, says=_("{by} wrote")):
    message: UUID
    kind: str
    text: Digest


@dataclass(frozen=True)
class LetterSent(
    Fact, code="letter-sent", audience=CUSTOMER, says=_("The desk sent a letter ({kind})")
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
    audience=CUSTOMER,
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


@dataclass(frozen=True)
class WordsKeptApart(
    Fact,
    code="words-kept-apart",
    says=_("{why}"),
    words={
        "why": {
            "stranger": _("Somebody whom nobody knows here wrote on the thread; it is kept apart"),
            "unproved": _(
                "A mail came that says it is a colleague's; it is kept inside, not proved"
            ),
            "forwarded": _("A mail that a colleague passed on is kept apart: whose is it?"),
        }
    },
):
    """What came by mail stands inside only, in nobody's name; `why` is one of the words' keys."""

    message: UUID
    why: str
    text: Digest


@dataclass(frozen=True)
class WordsPlaced(Fact, code="words-placed", says=_("{by} noted that {contact} wrote it")):
    """Words that were kept apart are said, as the message `said`, by a contact."""

    apart: UUID
    said: UUID
    contact: UUID


@dataclass(frozen=True)
class WordsMoved(
    Fact, code="words-moved", says=_("{by} made a problem of its own of it: P-{number}")
):
    """Words that were kept apart on this case are another problem's."""

    apart: UUID
    number: int


@dataclass(frozen=True)
class WordsSplitOff(
    Fact,
    code="words-split-off",
    says=_("{by} made a problem of its own of one message: P-{number}"),
):
    """Words of a customer that are about something else; they stand in both."""

    heard: UUID
    number: int


@dataclass(frozen=True)
class WordsSetAside(Fact, code="words-set-aside", says=_("{by} set aside what was kept apart")):
    apart: UUID


@dataclass(frozen=True)
class MailJoined(
    Fact,
    code="mail-joined",
    says=_("{why}"),
    words={
        "why": {
            "same": _("One more mail with the same words came; it is kept here"),
            "flood": _("One more mail of the same sender came; it is kept here"),
        }
    },
):
    """One of many mails, kept with the first; nobody was answered."""

    message: UUID
    why: str
    text: Digest


@dataclass(frozen=True)
class DoubtSeen(Fact, code="doubt-seen", says=_("{by} looked at what a mail had left open")):
    doubt: UUID


@dataclass(frozen=True)
class FollowerJoined(
    Fact, code="follower-joined", says=_("{person} joined by writing, and gets copies")
):
    follower: UUID
    person: UUID


@dataclass(frozen=True)
class FollowerAdded(Fact, code="follower-added", says=_("{by} lets {person} follow on the page")):
    follower: UUID
    person: UUID


@dataclass(frozen=True)
class FollowerAccepted(
    Fact, code="follower-accepted", says=_("{by} lets somebody follow who was copied in")
):
    follower: UUID


@dataclass(frozen=True)
class FollowerDeclined(
    Fact, code="follower-declined", says=_("{by} lets somebody not follow who was copied in")
):
    follower: UUID


@dataclass(frozen=True)
class FollowerRemoved(
    Fact, code="follower-removed", says=_("{by} ended the copies to somebody who followed")
):
    follower: UUID


@dataclass(frozen=True)
class MessageWidened(
    Fact, code="message-widened", says=_("{by} showed a message to every customer")
):
    message: UUID
    was_for: UUID


@dataclass(frozen=True)
class MessageTakenBack(
    Fact,
    code="message-taken-back",
    audience=CUSTOMER,
    says=_("{by} took back what had not left yet"),
):
    message: UUID


@dataclass(frozen=True)
class WordsBlackedOut(
    Fact,
    code="words-blacked-out",
    audience=CUSTOMER,
    says=_("{by} blacked out {why}"),
    words={
        "why": {
            "secret": _("a password or a key"),
            "card": _("a card or an account"),
            "personal": _("something about a person"),
            "mistake": _("what was meant for somebody else"),
        }
    },
):
    """What they were doesn't stand here, nor where: whoever reads the chain would look there."""

    why: str
    places: int


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


@dataclass(frozen=True)
class SnippetAdded(Fact, code="snippet-added", says=_("{by} keeps words to be used again")):
    """`person`: whose they are, or of which `team`; both empty where they are everybody's."""

    snippet: UUID
    person: UUID | None
    text: Digest
    team: UUID | None = None


@dataclass(frozen=True)
class SnippetChanged(Fact, code="snippet-changed", says=_("{by} changed words kept for use")):
    snippet: UUID
    text: Digest


@dataclass(frozen=True)
class SnippetRemoved(Fact, code="snippet-removed", says=_("{by} withdrew words kept for use")):
    snippet: UUID


@dataclass(frozen=True)
class SnippetPutBack(Fact, code="snippet-put-back", says=_("{by} put words for use back")):
    snippet: UUID


@dataclass(frozen=True)
class MessageScheduled(
    Fact, code="message-scheduled", says=_("{by} wrote what leaves by itself {leaves_at}")
):
    """Nobody is told yet: what it says is said by the entry with which it leaves."""

    scheduled: UUID
    leaves_at: datetime
    text: Digest


@dataclass(frozen=True)
class ScheduledMoved(
    Fact, code="scheduled-moved", says=_("{by} chose when it leaves: {leaves_at}")
):
    scheduled: UUID
    leaves_at: datetime


@dataclass(frozen=True)
class ScheduledTakenBack(
    Fact, code="scheduled-taken-back", says=_("{by} took back what was to leave by itself")
):
    scheduled: UUID


@dataclass(frozen=True)
class ScheduledStopped(
    Fact,
    code="scheduled-stopped",
    says=_("What {person} had written didn’t leave: {why}"),
    words={
        "why": {
            "said": _("somebody said something meanwhile"),
            "moved": _("the case is of another problem by now"),
            "closed": _("nobody waits any more"),
            "refused": _("it can’t be said as it stands"),
        }
    },
):
    """The words are a draft of `person` again."""

    scheduled: UUID
    person: UUID
    why: str


@dataclass(frozen=True)
class WordsExpired(
    Fact,
    code="words-expired",
    says=_("{by} erased what was said, after {months} months ({messages} messages, {files} files)"),
):
    """By the rule of how long it is kept; both in the problem's chain and in the house's."""

    problem: UUID
    months: int
    messages: int
    files: int
