"""What came from another system: it is on record that it came, and nothing of it as our own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Audience, Fact

CUSTOMER = Audience.CUSTOMER


@dataclass(frozen=True)
class ProblemImported(
    Fact,
    code="problem-imported",
    says=_("{by} brought it in from {source}: there it is {theirs}, “{state}”"),
):
    """`opened_at` and `ended_at`: its times there. `runs`: it hadn't ended there, and is kept aside
    until somebody takes it over. `buck`: with whom the buck stopped as it came; nobody owned it."""

    problem: UUID
    number: int
    kind: str
    source: str
    theirs: str
    state: str
    opened_at: datetime
    ended_at: datetime
    runs: bool
    buck: UUID


@dataclass(frozen=True)
class CaseImported(
    Fact,
    code="case-imported",
    audience=CUSTOMER,
    says=_("{contact} and we wrote to each other in another system; it came along"),
):
    case: UUID
    contact: UUID
    customer: UUID | None
    opened_at: datetime
    ended_at: datetime


@dataclass(frozen=True)
class ImportFollowed(
    Fact,
    code="import-followed",
    says=_("{by} brought it in again: in the other system it is “{state}” by now"),
):
    """`runs`: it runs there again, and is kept aside; else it ended there, at `ended_at`."""

    problem: UUID
    state: str
    runs: bool
    ended_at: datetime


@dataclass(frozen=True)
class ImportTakenOver(
    Fact,
    code="import-taken-over",
    audience=CUSTOMER,
    says=_("What was handled in another system is handled here from now on"),
):
    problem: UUID
