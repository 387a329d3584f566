"""That a law gives us a time for a final answer, and that a letter said why it takes longer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Audience, Digest, Fact


@dataclass(frozen=True)
class FinalAnswerOwed(
    Fact,
    code="final-answer-owed",
    audience=Audience.CUSTOMER,
    says=_("{debtor} owes the final answer by {due}"),
):
    commitment: UUID
    debtor: UUID
    due: datetime


@dataclass(frozen=True)
class HoldingLetterWritten(
    Fact,
    code="holding-letter-written",
    audience=Audience.CUSTOMER,
    says=_("{by} wrote why there is no final answer yet, and that it comes by {until}"),
):
    """`was`: by when it was owed until then."""

    case: UUID
    was: datetime
    until: datetime
    why: Digest
