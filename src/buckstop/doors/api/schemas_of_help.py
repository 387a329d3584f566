"""What the API gives of help from outside, and of what made something right."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from buckstop.doors.api.schemas import CommitmentState, Filters, Named, Next
from buckstop.remedies.models import RemedyState


class RemedyFilters(Filters):
    """Which remedies."""

    problem: Annotated[str | None, Field(max_length=20, description="Such as P-1042.")] = None
    customer: UUID | None = None
    state: RemedyState | None = None


class RemedyOut(Schema):
    """What makes something right in one case; who fulfils it owes `step`."""

    id: UUID
    problem: str
    case: UUID
    customer: Named | None
    kind: str
    what: str
    amount: Annotated[int | None, Field(description="In minor units of the currency.")]
    currency: str
    state: RemedyState
    asked_by: Named
    made_at: datetime
    granted_by: Named | None
    granted_at: datetime | None
    in_good_faith: Annotated[bool, Field(description="Beyond the limits of who gave it.")]
    backed_by: Named | None
    step: UUID | None
    due: datetime | None
    fulfilled_at: datetime | None


class Remedies(Schema):
    """Remedies, the newest first."""

    items: list[RemedyOut]
    next: Next


class SupplierAskFilters(Filters):
    """Which asks."""

    problem: Annotated[str | None, Field(max_length=20, description="Such as P-1042.")] = None
    supplier: UUID | None = None
    owed: Annotated[bool | None, Field(description="Still owed, or over.")] = None


class SupplierAskOut(Schema):
    """What a supplier is asked: `commitment` is what is owed of it now, by `due`."""

    id: UUID
    problem: str
    supplier: Named
    asked_of: Named
    what: str
    commitment: UUID
    state: CommitmentState
    asked_at: datetime
    asked_due: datetime
    due: datetime
    first_answer_at: datetime | None
    done_at: datetime | None
    missed_at: datetime | None
    ticket: Annotated[str, Field(description="Their own number of it.")]
    plan_b_at: datetime
    plan_b_step: UUID | None


class SupplierAsks(Schema):
    """What suppliers are asked, the newest first."""

    items: list[SupplierAskOut]
    next: Next
