"""What happens to customers at risk, and to those who leave."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class CustomerCalled(Fact, code="customer-called", says=_("{by} spoke to the customer")):
    call: UUID
    what: Digest


@dataclass(frozen=True)
class CustomerLeft(Fact, code="customer-left", says=_("{by} noted that the customer left")):
    left: UUID
    because: str
    why: Digest


@dataclass(frozen=True)
class CustomerStays(
    Fact, code="customer-stays", says=_("{by} noted that the customer didn’t leave after all")
):
    left: UUID
