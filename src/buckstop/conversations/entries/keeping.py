"""Words that are kept for use, and what leaves later."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


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
