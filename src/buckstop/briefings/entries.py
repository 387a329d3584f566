"""What is written for everybody in the house, and for the clients of customers."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Audience, Digest, Fact


@dataclass(frozen=True)
class BriefingWritten(
    Fact, code="briefing-written", says=_("{by} told everybody in the house how it stands")
):
    statement: UUID
    text: Digest


@dataclass(frozen=True)
class ClientWordsWritten(
    Fact,
    code="client-words-written",
    audience=Audience.CUSTOMER,
    says=_("{by} wrote words that customers may pass on"),
):
    statement: UUID
    text: Digest
