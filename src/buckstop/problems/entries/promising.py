"""What is promised, moved, kept and missed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Audience, Digest, Fact

CUSTOMER = Audience.CUSTOMER
ONE: dict[str, str] = {}
"""What is owed, by its kind, inside a sentence; `BEGINS` begins one. The kinds say it."""
BEGINS: dict[str, str] = {}
WHOM = {
    "watch": _("who has the watch"),
    "owner": _("the problem’s owner"),
    "debtor": _("who owes it"),
    "shift": _("the team’s shift"),
    "lead": _("the team’s lead"),
    "above": _("who is next above"),
    "buck": _("with whom the team’s buck stops"),
    "house": _("with whom the house’s buck stops"),
}
"""Who hears of it by its ladder: the codes of `coverage.rules.ladders.Whom`."""


@dataclass(frozen=True)
class NewsPromised(
    Fact, code="news-promised", audience=CUSTOMER, says=_("{debtor} promised news by {due}")
):
    commitment: UUID
    debtor: UUID
    due: datetime


@dataclass(frozen=True)
class NewsSent(Fact, code="news-sent", audience=CUSTOMER, says=_("{by} sent the promised news")):
    commitment: UUID
    news: bool
    how: str


@dataclass(frozen=True)
class NewsTakenBack(
    Fact,
    code="news-taken-back",
    audience=CUSTOMER,
    says=_("The news was taken back before it left"),
):
    """The promise that was kept by it is owed again."""

    commitment: UUID
    empty_updates: int


@dataclass(frozen=True)
class NewsDebtorChanged(
    Fact, code="news-debtor-changed", says=_("{debtor} owes the next news, by {due}")
):
    commitment: UUID
    debtor: UUID
    due: datetime


@dataclass(frozen=True)
class NewsGoesBack(
    Fact, code="news-goes-back", says=_("{debtor} gives the next news, not {person} any more")
):
    """`person` would have given it in the owner's place."""

    commitment: UUID
    person: UUID
    debtor: UUID


@dataclass(frozen=True)
class PromiseMoved(
    Fact,
    code="promise-moved",
    audience=CUSTOMER,
    says=_("{by} moved the promise from {was} to {due}"),
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
    says=_("The next news is promised earlier: by {due}"),
):
    commitment: UUID
    was: datetime
    due: datetime


@dataclass(frozen=True)
class NewsNotReceived(
    Fact,
    code="news-not-received",
    says=_("What we wrote didn't reach {contact}: {why}; news is owed to them again"),
    words={
        "why": {
            "bounced": _("it came back"),
            "failed": _("it couldn't be handed over"),
            "uncertain": _("whether it arrived isn't known"),
        }
    },
):
    case: UUID
    contact: UUID
    why: str


@dataclass(frozen=True)
class MissNear(
    Fact, code="miss-near", says=_("News is due at {due}; {watch} may move the promise")
):
    commitment: UUID
    watch: UUID
    due: datetime


@dataclass(frozen=True)
class DueSoon(
    Fact,
    code="due-soon",
    says=_("{person} hears that {kind} is due at {due}"),
    words={"kind": ONE},
):
    """A rung of its ladder came; of news, for the watch, this is `MissNear`."""

    commitment: UUID
    kind: str
    person: UUID
    due: datetime


@dataclass(frozen=True)
class StillLate(
    Fact,
    code="still-late",
    says=_("{person} hears that {kind} is late since {since}"),
    words={"kind": ONE},
):
    commitment: UUID
    kind: str
    person: UUID
    since: datetime


@dataclass(frozen=True)
class NobodyThere(
    Fact,
    code="nobody-there",
    says=_("Nobody was there to hear of {kind}: {whom}. Who comes on next will"),
    words={"kind": ONE, "whom": WHOM},
):
    """A rung was empty: what stands in for it was told, and it is held."""

    commitment: UUID
    kind: str
    whom: str
    due: datetime


@dataclass(frozen=True)
class NewsMissed(
    Fact, code="news-missed", audience=CUSTOMER, says=_("The news promised for {due} was missed")
):
    commitment: UUID
    debtor: UUID
    due: datetime
    successor: UUID
    next_due: datetime
    next_debtor: UUID


@dataclass(frozen=True)
class OwedMissed(Fact, code="owed-missed", says=_("{debtor} missed what was owed by {due}")):
    commitment: UUID
    kind: str
    debtor: UUID
    due: datetime
    successor: UUID
    next_due: datetime | None = None


@dataclass(frozen=True)
class OwedGoesOver(
    Fact, code="owed-goes-over", says=_("{debtor} owes {kind} now"), words={"kind": ONE}
):
    commitment: UUID
    kind: str
    debtor: UUID


@dataclass(frozen=True)
class StillWaiting(
    Fact, code="still-waiting", audience=CUSTOMER, says=_("Still waiting for {debtor}")
):
    commitment: UUID
    debtor: UUID


@dataclass(frozen=True)
class StepAdded(
    Fact, code="step-added", audience=CUSTOMER, says=_("{by} added a step for {debtor}")
):
    commitment: UUID
    debtor: UUID
    due: datetime
    what: Digest


@dataclass(frozen=True)
class Asked(Fact, code="asked", says=_("{by} asked {debtor}, by {due}")):
    commitment: UUID
    debtor: UUID
    due: datetime
    what: Digest


@dataclass(frozen=True)
class TeamAsked(
    Fact, code="team-asked", says=_("{by} asked a team: {people} can answer, by {due}")
):
    """`people` were on its duty then; `debtor` is the first of them, until one answers."""

    commitment: UUID
    debtor: UUID
    team: UUID
    people: tuple[UUID, ...]
    due: datetime
    what: Digest


@dataclass(frozen=True)
class LookAgain(Fact, code="look-again", says=_("{by} looks at it again by {due}")):
    commitment: UUID
    debtor: UUID
    due: datetime
    what: Digest


@dataclass(frozen=True)
class OwedMade(
    Fact,
    code="owed-made",
    audience=CUSTOMER,
    says=_("{by} asked {debtor} for {kind}, by {due}"),
    words={"kind": ONE},
):
    """Of any kind that has no entry of its own for it."""

    commitment: UUID
    kind: str
    debtor: UUID
    due: datetime
    what: Digest


@dataclass(frozen=True)
class OwedPromised(Fact, code="owed-promised", says=_("{by} promised it by {due}")):
    commitment: UUID
    due: datetime


@dataclass(frozen=True)
class OwedCountered(
    Fact,
    code="owed-countered",
    says=_("{by} promised {kind} by {due}, not by {was}"),
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
    says=_("{by} says that {kind} is done"),
    words={"kind": ONE},
):
    commitment: UUID
    kind: str
    answer: Digest


@dataclass(frozen=True)
class OwedKept(
    Fact, code="owed-kept", audience=CUSTOMER, says=_("{kind} is done"), words={"kind": BEGINS}
):
    commitment: UUID
    kind: str


@dataclass(frozen=True)
class OwedReturned(
    Fact, code="owed-returned", says=_("{by} found {kind} not done yet"), words={"kind": ONE}
):
    commitment: UUID
    kind: str
    due: datetime


@dataclass(frozen=True)
class OwedDeclined(Fact, code="owed-declined", says=_("{by} declined {kind}"), words={"kind": ONE}):
    commitment: UUID
    kind: str
    reason: Digest


@dataclass(frozen=True)
class OwedWithdrawn(
    Fact,
    code="owed-withdrawn",
    audience=CUSTOMER,
    says=_("{by} took back {kind}"),
    words={"kind": ONE},
):
    commitment: UUID
    kind: str


@dataclass(frozen=True)
class OwedEnded(
    Fact,
    code="owed-ended",
    audience=CUSTOMER,
    says=_("{kind} ended, since {because}"),
    words={
        "kind": BEGINS,
        "because": {"case": _("their case has ended"), "problem": _("the problem is closed")},
    },
):
    commitment: UUID
    kind: str
    because: str


@dataclass(frozen=True)
class NotWaitingForMe(
    Fact, code="not-waiting-for-me", audience=CUSTOMER, says=_("{by} said: not waiting for me")
):
    commitment: UUID


@dataclass(frozen=True)
class Escalated(
    Fact, code="escalated", audience=CUSTOMER, says=_("{by} asked {debtor} to step in, by {due}")
):
    commitment: UUID
    debtor: UUID
    due: datetime
    reason: Digest
    by_customer: bool


@dataclass(frozen=True)
class EscalationAnswered(
    Fact, code="escalation-answered", audience=CUSTOMER, says=_("{by} answered the call for help")
):
    commitment: UUID
    backs_owner: bool
    answer: Digest


@dataclass(frozen=True)
class EscalationClimbed(
    Fact, code="escalation-climbed", says=_("No answer by {due}: it went up to {debtor}")
):
    commitment: UUID
    successor: UUID
    debtor: UUID
    due: datetime
    next_due: datetime | None = None


@dataclass(frozen=True)
class EscalationCredited(
    Fact, code="escalation-credited", says=_("{by} said that asking early helped")
):
    commitment: UUID
    raised_by: UUID
