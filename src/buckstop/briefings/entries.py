"""What is written for everybody in the house, and for the clients of customers."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Audience, Digest, Fact


@dataclass(frozen=True)
class BriefingWritten(
    Fact, code="briefing-written", says=_("{by} told everybody in the house how it stands")
):
    """`told`: who of the teams that subscribe."""

    statement: UUID
    text: Digest
    told: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Subscribed(
    Fact, code="briefings-subscribed", says=_("{by} let a team hear of every briefing")
):
    subscription: UUID
    team: UUID


@dataclass(frozen=True)
class Unsubscribed(
    Fact, code="briefings-unsubscribed", says=_("{by} let a team hear of briefings no more")
):
    subscription: UUID
    team: UUID


@dataclass(frozen=True)
class ClientWordsWritten(
    Fact,
    code="client-words-written",
    audience=Audience.CUSTOMER,
    says=_("{by} wrote words that customers may pass on"),
):
    statement: UUID
    text: Digest
