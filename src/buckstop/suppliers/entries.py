"""What happens to suppliers and their people, and to what is asked of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Audience, Digest, Digests, Fact

SUPPLIER = Audience.SUPPLIER


@dataclass(frozen=True)
class SupplierAdded(Fact, code="supplier-added", says=_("{by} added a supplier")):
    supplier: UUID
    hours: str
    weekdays: str
    zone: str
    answers_stopped: int
    answers_slowed: int
    answers_unhindered: int
    said: Digest
    services: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class SupplierChanged(Fact, code="supplier-changed", says=_("{by} changed a supplier")):
    hours: str
    weekdays: str
    zone: str
    answers_stopped: int
    answers_slowed: int
    answers_unhindered: int
    said: Digest
    services: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class SupplierEnded(Fact, code="supplier-ended", says=_("{by} ended a supplier")):
    pass


@dataclass(frozen=True)
class SupplierPersonAdded(
    Fact, code="supplier-person-added", says=_("{by} noted that {person} is of the supplier")
):
    of: UUID
    person: UUID
    turn_to_after: int | None
    always: bool
    said: Digest


@dataclass(frozen=True)
class SupplierPersonChanged(
    Fact, code="supplier-person-changed", says=_("{by} changed {person} of the supplier")
):
    of: UUID
    person: UUID
    turn_to_after: int | None
    always: bool
    said: Digest


@dataclass(frozen=True)
class SupplierPersonRemoved(
    Fact,
    code="supplier-person-removed",
    says=_("{by} noted that {person} is of the supplier no more"),
):
    of: UUID
    person: UUID


@dataclass(frozen=True)
class SupplierAsked(
    Fact,
    code="supplier-asked",
    says=_("{by} said what we do if the supplier is silent at {plan_b_at}"),
):
    """Beside the entry that it is owed, which has what is asked, of whom, and by when."""

    ask: UUID
    commitment: UUID
    supplier: UUID
    names: UUID | None
    hurts: int
    due: datetime
    plan_b_at: datetime
    plan_b: Digest
    why: Digest
    answer_due: datetime | None = None
    service: UUID | None = None


@dataclass(frozen=True)
class SupplierAskSent(
    Fact, code="supplier-ask-sent", audience=SUPPLIER, says=_("{by} wrote to {to} what we ask")
):
    """The first word of a thread, or to whom it was passed on: what is asked, again."""

    ask: UUID
    message: UUID
    said_by: UUID | None
    to: UUID | None
    text: Digest
    files: Digests


@dataclass(frozen=True)
class SupplierMessageKept(
    Fact,
    code="supplier-message-kept",
    audience=SUPPLIER,
    says=_("{by} {kind}"),
    words={
        "kind": {
            "ours": _("wrote to the supplier"),
            "theirs": _("wrote to us from the supplier"),
            "automatic": _("kept what a machine of the supplier wrote; it is no answer"),
            "apart": _("kept apart what somebody wrote who isn’t of the supplier"),
            "reminder": _("reminded the supplier"),
        }
    },
):
    ask: UUID
    message: UUID
    kind: str
    said_by: UUID | None
    to: UUID | None
    text: Digest
    raw: Digest
    files: Digests


@dataclass(frozen=True)
class SupplierInsisted(
    Fact, code="supplier-insisted", says=_("{by} needs it by {due}, not by {was}")
):
    ask: UUID
    commitment: UUID
    was: datetime
    due: datetime


@dataclass(frozen=True)
class SupplierLinksWithdrawn(
    Fact,
    code="supplier-links-withdrawn",
    says=_("{by} withdrew every link to what we asked the supplier"),
):
    ask: UUID


@dataclass(frozen=True)
class SupplierMailTrouble(
    Fact,
    code="supplier-mail-trouble",
    says=_("Our mail to the supplier: {what}"),
    words={
        "what": {
            "failed": _("it couldn’t be handed over"),
            "uncertain": _("whether it left isn’t known"),
            "bounced": _("it came back"),
            "delayed": _("it is delayed"),
            "sent again": _("it was sent again"),
            "let be": _("somebody let it be"),
        }
    },
):
    delivery: UUID
    what: str


@dataclass(frozen=True)
class SupplierTicketNoted(
    Fact,
    code="supplier-ticket-noted",
    says=_("{by} noted the supplier’s own number of what we asked"),
):
    ask: UUID
    ticket: Digest


@dataclass(frozen=True)
class SupplierTurnedTo(
    Fact,
    code="supplier-turned-to",
    says=_("{by} turned to {person}, since the supplier stays silent: {how}"),
    words={"how": {"mail": _("by mail"), "phone": _("there is no address; call them")}},
):
    ask: UUID
    person: UUID
    how: str


@dataclass(frozen=True)
class PlanBBegan(Fact, code="plan-b-began", says=_("The supplier stayed silent, so plan B began")):
    ask: UUID
    step: UUID
