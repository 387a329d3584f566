"""What happens to sources and episodes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class SourceAdded(Fact, code="source-added", says=_("{by} added a source of signals")):
    source: UUID
    kind: str
    service: UUID | None
    said: Digest


@dataclass(frozen=True)
class SourceRenewed(
    Fact, code="source-renewed", says=_("{by} gave the source of signals a new address")
):
    pass


@dataclass(frozen=True)
class SourceEnded(Fact, code="source-ended", says=_("{by} ended a source of signals")):
    pass


@dataclass(frozen=True)
class SignalsReadAgain(
    Fact, code="signals-read-again", says=_("{by} let {count} signals be read again")
):
    count: int


@dataclass(frozen=True)
class EpisodeBegan(Fact, code="episode-began", says=_("Trouble showed")):
    episode: UUID
    service: UUID | None
    severity: int


@dataclass(frozen=True)
class EpisodeOver(Fact, code="episode-over", says=_("The trouble stayed quiet")):
    episode: UUID


@dataclass(frozen=True)
class FoundFirst(
    Fact, code="found-first", says=_("A signal showed it before any customer said so")
):
    episode: UUID


@dataclass(frozen=True)
class EpisodeJoined(Fact, code="episode-joined", says=_("One more signal belongs to it")):
    episode: UUID


@dataclass(frozen=True)
class SignalTaught(
    Fact, code="signal-taught", says=_("{by} said whether such a signal opens a problem")
):
    taught: UUID
    opens: bool
    reason: Digest


@dataclass(frozen=True)
class TaughtForgotten(
    Fact, code="taught-forgotten", says=_("{by} let a signal be weighed as usual again")
):
    taught: UUID


@dataclass(frozen=True)
class BurstSeen(
    Fact, code="burst-seen", says=_("{customers} customers report the like within an hour")
):
    episode: UUID
    customers: int


@dataclass(frozen=True)
class Watched(Fact, code="watched", says=_("{by} watches it until its signal is quiet")):
    pass


@dataclass(frozen=True)
class ServiceNamed(Fact, code="service-named", says=_("{by} noted a service that it is about")):
    named: UUID
    service: UUID


@dataclass(frozen=True)
class ServiceUnnamed(
    Fact, code="service-unnamed", says=_("{by} noted that it isn’t about a service")
):
    named: UUID
    service: UUID


@dataclass(frozen=True)
class AffectedCorrected(
    Fact, code="affected-corrected", says=_("{by} corrected which customers are affected")
):
    correction: UUID
    customer: UUID
    affected: bool
    reason: Digest


@dataclass(frozen=True)
class SilenceBegun(
    Fact, code="silence-begun", says=_("{by} let its signals be silent from {starts} to {ends}")
):
    silence: UUID
    planned: bool
    starts: datetime
    ends: datetime
    reason: Digest


@dataclass(frozen=True)
class SilenceEnded(Fact, code="silence-ended", says=_("{by} ended a silence of its signals early")):
    silence: UUID


@dataclass(frozen=True)
class WorkMoved(
    Fact, code="work-moved", says=_("{by} promised that its planned work is over by {due}")
):
    silence: UUID
    was: datetime
    due: datetime
    starts: datetime | None = None


@dataclass(frozen=True)
class WorkOver(Fact, code="work-over", says=_("{by} said that its planned work is over")):
    silence: UUID


@dataclass(frozen=True)
class WorkCalledOff(Fact, code="work-called-off", says=_("{by} called its planned work off")):
    silence: UUID


@dataclass(frozen=True)
class WorkLate(Fact, code="work-late", says=_("Its planned work isn’t over as promised")):
    silence: UUID
