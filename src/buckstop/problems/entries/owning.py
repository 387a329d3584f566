"""Who owns it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Audience, Digest, Fact

CUSTOMER = Audience.CUSTOMER


HOW = {
    "routed": _("on shift"),
    "buck": _("nobody was on shift"),
    "raised": _("raised it"),
    "accepted": _("accepted it"),
    "taken": _("took it"),
    "succeeded": _("the owner left"),
    "reopened": _("it came back"),
    "imported": _("it came from another system"),
}
"""Why somebody owns it: the codes of a tenure, and the words."""


A_KIND = {"problem": _("problem"), "request": _("request"), "question": _("question")}


@dataclass(frozen=True)
class ProblemOpened(
    Fact,
    code="problem-opened",
    says=_("{by} opened it as a {kind}"),
    words={"kind": A_KIND},
):
    problem: UUID
    number: int
    kind: str
    hurts: int


@dataclass(frozen=True)
class TenureBegan(
    Fact,
    code="tenure-began",
    audience=CUSTOMER,
    says=_("{to} owns it now ({how})"),
    words={"how": HOW},
):
    to: UUID
    how: str
    before: UUID | None


@dataclass(frozen=True)
class LeftToWatch(
    Fact, code="left-to-watch", says=_("{by} leaves it to {watch} while off duty, until {back}")
):
    """Its owner stays its owner; `watch` knows that something falls due meanwhile."""

    watch: UUID
    back: datetime | None


@dataclass(frozen=True)
class WithTeam(Fact, code="with-team", says=_("It is with another team now")):
    team: UUID | None


@dataclass(frozen=True)
class HandoffOffered(Fact, code="handoff-offered", says=_("{by} offered it to {to}")):
    handoff: UUID
    to: UUID
    brief: Digest
    answer_by: datetime


@dataclass(frozen=True)
class HandoffAccepted(Fact, code="handoff-accepted", says=_("{by} accepted it")):
    handoff: UUID


@dataclass(frozen=True)
class HandoffDeclined(Fact, code="handoff-declined", says=_("{by} declined it")):
    handoff: UUID
    reason: Digest


@dataclass(frozen=True)
class HandoffLapsed(Fact, code="handoff-lapsed", says=_("{to} didn't answer the offer in time")):
    handoff: UUID
    to: UUID


@dataclass(frozen=True)
class HandoffWithdrawn(Fact, code="handoff-withdrawn", says=_("{by} took the offer back")):
    handoff: UUID
    to: UUID


@dataclass(frozen=True)
class HandedBack(Fact, code="handed-back", says=_("{by} handed it back")):
    reason: Digest


@dataclass(frozen=True)
class EndedUnreported(
    Fact, code="ended-unreported", says=_("{by} ended it, since no customer has reported it")
):
    reason: Digest


@dataclass(frozen=True)
class ProblemClosed(
    Fact, code="problem-closed", audience=CUSTOMER, says=_("The problem is closed ({outcome})")
):
    outcome: str


@dataclass(frozen=True)
class ProblemReopened(Fact, code="problem-reopened", says=_("It is open again: {because}")):
    because: str
