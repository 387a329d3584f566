"""What happens to what is kept. That words went is an entry of conversations."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class PeriodSet(
    Fact, code="period-set", says=_("{by} said how long something else is kept ({months} months)")
):
    """Of a customer or a brand; 0 months: forever."""

    customer: UUID | None
    brand: UUID | None
    months: int


@dataclass(frozen=True)
class PeriodEnded(
    Fact, code="period-ended", says=_("{by} ended an exception of how long something is kept")
):
    customer: UUID | None
    brand: UUID | None


@dataclass(frozen=True)
class HoldSet(Fact, code="hold-set", says=_("{by} set a hold: nothing of it is erased")):
    customer: UUID | None
    problem: UUID | None
    why: Digest


@dataclass(frozen=True)
class HoldEnded(Fact, code="hold-ended", says=_("{by} ended a hold")):
    customer: UUID | None
    problem: UUID | None


@dataclass(frozen=True)
class RunEnded(
    Fact,
    code="retention-run",
    says=_("The words of {problems} problems went, past their time; {kept} were kept by a hold"),
):
    run: UUID
    problems: int
    messages: int
    files: int
    kept: int
