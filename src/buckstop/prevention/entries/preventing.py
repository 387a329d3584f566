"""What happens to preventions, and what customers hear of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class PreventionAsked(
    Fact, code="prevention-asked", says=_("{by} asked {debtor} to keep it from coming back")
):
    prevention: UUID
    cause: UUID
    debtor: UUID
    due: datetime
    size: str
    what: Digest
    shows: Digest


@dataclass(frozen=True)
class PreventionPromised(
    Fact, code="prevention-promised", says=_("{by} promised to keep it from coming back")
):
    prevention: UUID
    due: datetime


@dataclass(frozen=True)
class PreventionDeclined(
    Fact, code="prevention-declined", says=_("{by} can’t do what was to prevent it")
):
    prevention: UUID
    asked_by: UUID
    reason: Digest


@dataclass(frozen=True)
class PreventionMoved(
    Fact, code="prevention-moved", says=_("{by} moved what is to prevent it to {due}")
):
    prevention: UUID
    asked_by: UUID
    was: datetime
    due: datetime
    reason: Digest


@dataclass(frozen=True)
class PreventionWithdrawn(
    Fact, code="prevention-withdrawn", says=_("{by} withdrew what was to prevent it")
):
    prevention: UUID
    reason: Digest


@dataclass(frozen=True)
class PreventionMissed(
    Fact,
    code="prevention-missed",
    says=_("{debtor} didn’t do in time what is to prevent it, and still owes it"),
):
    prevention: UUID
    debtor: UUID
    due: datetime
    next_due: datetime


@dataclass(frozen=True)
class PreventionInForce(
    Fact, code="prevention-in-force", says=_("{by} put in force what prevents it; it is watched")
):
    """`before_came` times in `before_exposure` days, of exposed customers where `per_customer`."""

    prevention: UUID
    watch_until: datetime
    before_came: int
    before_exposure: float
    per_customer: bool


@dataclass(frozen=True)
class CauseRecurred(
    Fact, code="cause-recurred", says=_("It came back although {debtor} had prevented it")
):
    prevention: UUID
    cause: UUID
    debtor: UUID
    keeper: UUID


@dataclass(frozen=True)
class PreventionJudged(
    Fact,
    code="prevention-judged",
    says=_("What was to prevent it: {verdict}"),
    words={
        "verdict": {
            "held": _("it held"),
            "not held": _("it didn’t hold"),
            "too early": _("too early to say"),
        }
    },
):
    """It came `came` times since, in `exposure` days."""

    prevention: UUID
    verdict: str
    debtor: UUID
    keeper: UUID
    came: int
    exposure: float


@dataclass(frozen=True)
class CustomersHeard(
    Fact,
    code="customers-heard",
    says=_("{by} wrote to {count} customers {news}"),
    words={"news": {"changed": _("what was changed"), "held": _("that it held")}},
):
    prevention: UUID
    news: str
    count: int


@dataclass(frozen=True)
class SuggestionNoted(
    Fact, code="suggestion-noted", says=_("{by} noted what the customer suggests")
):
    suggestion: UUID
    owner: UUID
    due: datetime
    what: Digest


@dataclass(frozen=True)
class SuggestionAnswered(
    Fact, code="suggestion-answered", says=_("{by} answered what the customer suggested")
):
    suggestion: UUID
    answer: Digest


@dataclass(frozen=True)
class SuggestionMissed(
    Fact,
    code="suggestion-missed",
    says=_("What the customer suggested wasn’t answered in time; {owner} still owes it"),
):
    suggestion: UUID
    owner: UUID
    due: datetime
    next_due: datetime
