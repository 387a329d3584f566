"""What is promised, moved, kept and missed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from buckstop.ledger.entries import Audience, Digest, Fact

CUSTOMER = Audience.CUSTOMER
ONE: dict[str, str] = {}
"""What is owed, by its kind, inside a sentence; `BEGINS` begins one. The kinds say it."""
BEGINS: dict[str, str] = {}


@dataclass(frozen=True)
class NewsPromised(
    Fact, code="news-promised", audience=CUSTOMER, says="{debtor} promised news by {due}"
):
    commitment: UUID
    debtor: UUID
    due: datetime


@dataclass(frozen=True)
class NewsSent(Fact, code="news-sent", audience=CUSTOMER, says="{by} sent the promised news"):
    commitment: UUID
    news: bool
    how: str


@dataclass(frozen=True)
class NewsDebtorChanged(
    Fact, code="news-debtor-changed", says="{debtor} owes the next news, by {due}"
):
    commitment: UUID
    debtor: UUID
    due: datetime


@dataclass(frozen=True)
class PromiseMoved(
    Fact, code="promise-moved", audience=CUSTOMER, says="{by} moved the promise from {was} to {due}"
):
    commitment: UUID
    kind: str
    was: datetime
    due: datetime
    reason: Digest


@dataclass(frozen=True)
class PromiseBroughtForward(
    Fact,
    code="promise-brought-forward",
    audience=CUSTOMER,
    says="The next news is promised earlier: by {due}",
):
    commitment: UUID
    was: datetime
    due: datetime


@dataclass(frozen=True)
class NewsNotReceived(
    Fact,
    code="news-not-received",
    says="What we wrote didn't reach {contact}: {why}; news is owed to them again",
    words={
        "why": {
            "bounced": "it came back",
            "failed": "it couldn't be handed over",
            "uncertain": "whether it arrived isn't known",
        }
    },
):
    case: UUID
    contact: UUID
    why: str


@dataclass(frozen=True)
class MissNear(Fact, code="miss-near", says="News is due at {due}; {watch} may move the promise"):
    commitment: UUID
    watch: UUID
    due: datetime


@dataclass(frozen=True)
class NewsMissed(
    Fact, code="news-missed", audience=CUSTOMER, says="The news promised for {due} was missed"
):
    commitment: UUID
    debtor: UUID
    due: datetime
    successor: UUID
    next_due: datetime
    next_debtor: UUID


@dataclass(frozen=True)
class OwedMissed(Fact, code="owed-missed", says="{debtor} missed what was owed by {due}"):
    commitment: UUID
    kind: str
    debtor: UUID
    due: datetime
    successor: UUID
    next_due: datetime | None = None


@dataclass(frozen=True)
class OwedGoesOver(
    Fact, code="owed-goes-over", says="{debtor} owes {kind} now", words={"kind": ONE}
):
    commitment: UUID
    kind: str
    debtor: UUID


@dataclass(frozen=True)
class StillWaiting(
    Fact, code="still-waiting", audience=CUSTOMER, says="Still waiting for {debtor}"
):
    commitment: UUID
    debtor: UUID


@dataclass(frozen=True)
class StepAdded(Fact, code="step-added", audience=CUSTOMER, says="{by} added a step for {debtor}"):
    commitment: UUID
    debtor: UUID
    due: datetime
    what: Digest


@dataclass(frozen=True)
class Asked(Fact, code="asked", says="{by} asked {debtor}, by {due}"):
    commitment: UUID
    debtor: UUID
    due: datetime
    what: Digest


@dataclass(frozen=True)
class OwedMade(
    Fact,
    code="owed-made",
    audience=CUSTOMER,
    says="{by} asked {debtor} for {kind}, by {due}",
    words={"kind": ONE},
):
    """Of any kind that has no entry of its own for it."""

    commitment: UUID
    kind: str
    debtor: UUID
    due: datetime
    what: Digest


@dataclass(frozen=True)
class OwedPromised(Fact, code="owed-promised", says="{by} promised it by {due}"):
    commitment: UUID
    due: datetime


@dataclass(frozen=True)
class OwedCountered(
    Fact,
    code="owed-countered",
    says="{by} promised {kind} by {due}, not by {was}",
    words={"kind": ONE},
):
    commitment: UUID
    kind: str
    was: datetime
    due: datetime
    reason: Digest


@dataclass(frozen=True)
class OwedReported(
    Fact,
    code="owed-reported",
    audience=CUSTOMER,
    says="{by} says that {kind} is done",
    words={"kind": ONE},
):
    commitment: UUID
    kind: str
    answer: Digest


@dataclass(frozen=True)
class OwedKept(
    Fact, code="owed-kept", audience=CUSTOMER, says="{kind} is done", words={"kind": BEGINS}
):
    commitment: UUID
    kind: str


@dataclass(frozen=True)
class OwedReturned(
    Fact, code="owed-returned", says="{by} found {kind} not done yet", words={"kind": ONE}
):
    commitment: UUID
    kind: str
    due: datetime


@dataclass(frozen=True)
class OwedDeclined(Fact, code="owed-declined", says="{by} declined {kind}", words={"kind": ONE}):
    commitment: UUID
    kind: str
    reason: Digest


@dataclass(frozen=True)
class OwedWithdrawn(
    Fact,
    code="owed-withdrawn",
    audience=CUSTOMER,
    says="{by} took back {kind}",
    words={"kind": ONE},
):
    commitment: UUID
    kind: str


@dataclass(frozen=True)
class OwedEnded(
    Fact,
    code="owed-ended",
    audience=CUSTOMER,
    says="{kind} ended, since {because}",
    words={
        "kind": BEGINS,
        "because": {"case": "their case has ended", "problem": "the problem is closed"},
    },
):
    commitment: UUID
    kind: str
    because: str


@dataclass(frozen=True)
class NotWaitingForMe(
    Fact, code="not-waiting-for-me", audience=CUSTOMER, says="{by} said: not waiting for me"
):
    commitment: UUID


@dataclass(frozen=True)
class Escalated(
    Fact, code="escalated", audience=CUSTOMER, says="{by} asked {debtor} to step in, by {due}"
):
    commitment: UUID
    debtor: UUID
    due: datetime
    reason: Digest
    by_customer: bool


@dataclass(frozen=True)
class EscalationAnswered(
    Fact, code="escalation-answered", audience=CUSTOMER, says="{by} answered the call for help"
):
    commitment: UUID
    backs_owner: bool
    answer: Digest


@dataclass(frozen=True)
class EscalationClimbed(
    Fact, code="escalation-climbed", says="No answer by {due}: it went up to {debtor}"
):
    commitment: UUID
    successor: UUID
    debtor: UUID
    due: datetime
    next_due: datetime | None = None


@dataclass(frozen=True)
class EscalationCredited(
    Fact, code="escalation-credited", says="{by} said that asking early helped"
):
    commitment: UUID
    raised_by: UUID
