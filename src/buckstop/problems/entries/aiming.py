"""By when we aim to have it fixed: set, earlier, waiting for a customer, running on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Audience, Fact

CUSTOMER = Audience.CUSTOMER


@dataclass(frozen=True)
class AimSet(
    Fact, code="aim-set", audience=CUSTOMER, says=_("{debtor} aims to have it fixed by {due}")
):
    commitment: UUID
    debtor: UUID
    due: datetime


@dataclass(frozen=True)
class AimBroughtForward(
    Fact,
    code="aim-brought-forward",
    audience=CUSTOMER,
    says=_("The fix is aimed at earlier: by {due}"),
):
    commitment: UUID
    was: datetime
    due: datetime


@dataclass(frozen=True)
class AimWaits(
    Fact,
    code="aim-waits",
    audience=CUSTOMER,
    says=_("The aim for the fix waits for what {customer} owes; in time, it is by {due}"),
):
    """`waits_for` is what they owe, `left` the minutes of working time that are left."""

    commitment: UUID
    waits_for: UUID
    customer: UUID
    left: int
    due: datetime


@dataclass(frozen=True)
class AimRunsOn(
    Fact,
    code="aim-runs-on",
    audience=CUSTOMER,
    says=_("The aim for the fix counts again, since {because}: by {due}"),
    words={
        "because": {
            "turn": _("the customer’s part has an answer"),
            "wrote": _("the customer wrote"),
            "said": _("the customer says that it isn’t them"),
            "joined": _("another customer waits"),
        }
    },
):
    commitment: UUID
    due: datetime
    because: str
