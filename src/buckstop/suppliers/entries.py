"""What happens to suppliers and their people."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


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


@dataclass(frozen=True)
class SupplierChanged(Fact, code="supplier-changed", says=_("{by} changed a supplier")):
    hours: str
    weekdays: str
    zone: str
    answers_stopped: int
    answers_slowed: int
    answers_unhindered: int
    said: Digest


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
