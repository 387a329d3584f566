"""Who of a customer's people see a case of theirs."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Fact


@dataclass(frozen=True)
class ConfidentialitySet(
    Fact,
    code="confidentiality-set",
    says=_("{by} said who of the customer’s people sees it (confidential: {confidential})"),
):
    case: UUID
    confidential: bool
