"""Words in nobody's name, what a mail left open, and who gets copies."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


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
