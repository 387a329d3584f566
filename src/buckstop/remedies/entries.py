"""What happens to limits, and what is given to make something right."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Audience, Digest, Fact

_KINDS = {
    "kind": {
        "apology": _("an apology"),
        "credit": _("a credit"),
        "refund": _("a refund"),
        "replacement": _("a replacement"),
        "extra work": _("extra work"),
    }
}


@dataclass(frozen=True)
class AuthorityGiven(
    Fact,
    code="authority-given",
    says=_("{by} said who may give what to make something right, in {currency}"),
):
    """Limits are minor units of the currency."""

    authority: UUID
    person: UUID | None
    role: str
    team: UUID | None
    kinds: tuple[str, ...]
    currency: str
    per_case: int
    per_customer: int
    per_month: int


@dataclass(frozen=True)
class AuthorityEnded(
    Fact, code="authority-ended", says=_("{by} ended who may give what: it is asked for again")
):
    authority: UUID


@dataclass(frozen=True)
class KindAdded(
    Fact, code="remedy-kind-added", says=_("{by} added what makes something right: {name}")
):
    kind: UUID
    name: str


@dataclass(frozen=True)
class KindEnded(
    Fact, code="remedy-kind-ended", says=_("{by} ended what makes something right: {name}")
):
    kind: UUID
    name: str


@dataclass(frozen=True)
class RemedyAsked(
    Fact,
    code="remedy-asked",
    says=_("{by} asked {approver} for {kind}, which is beyond their limits"),
    words=_KINDS,
):
    remedy: UUID
    case: UUID
    kind: str
    amount: int | None
    currency: str
    text: Digest
    approval: UUID
    approver: UUID


@dataclass(frozen=True)
class RemedyGranted(
    Fact,
    code="remedy-granted",
    audience=Audience.CUSTOMER,
    says=_("{by} made it right with {kind}"),
    words=_KINDS,
):
    """`text` is the apology; `why`, of one in good faith beyond the limits, what couldn't wait."""

    remedy: UUID
    case: UUID
    kind: str
    amount: int | None
    currency: str
    text: Digest
    authority: UUID | None
    asked_by: UUID
    why: Digest = ""


@dataclass(frozen=True)
class RemedyRefused(Fact, code="remedy-refused", says=_("{by} said no to {kind}"), words=_KINDS):
    remedy: UUID
    kind: str
    asked_by: UUID
    reason: Digest


@dataclass(frozen=True)
class RemedyTakenBack(
    Fact, code="remedy-taken-back", says=_("{by} took back what they had asked: {kind}"),
    words=_KINDS,
):  # fmt: skip
    remedy: UUID
    kind: str


@dataclass(frozen=True)
class RemedyBacked(
    Fact,
    code="remedy-backed",
    says=_("{by} backs what {asked_by} gave in good faith: {kind}"),
    words=_KINDS,
):
    remedy: UUID
    kind: str
    asked_by: UUID
    at: datetime
