"""What may be given without asking, within which limits. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Beyond(StrEnum):
    """Which limit an amount is beyond."""

    KIND = "kind"  # they may not give this kind
    CURRENCY = "currency"  # their limits are of another currency
    CASE = "case"
    CUSTOMER = "customer"  # of this customer, this month
    MONTH = "month"  # in all, this month


@dataclass(frozen=True, slots=True)
class Limits:
    """Up to how much, in minor units of a currency."""

    kinds: frozenset[str]
    currency: str
    per_case: int
    per_customer: int
    per_month: int


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gave by these limits already, in the same units: in the case, to its customer
    this month, and in all this month."""

    case: int = 0
    customer: int = 0
    month: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be given. `amount` is None where nothing was said of what it costs."""

    kind: str
    amount: int | None
    currency: str
    free: bool = False  # it costs nothing by its nature, as an apology does


def beyond(limits: Limits, given: Given, asked: Asked) -> Beyond | None:
    """The first limit that it is beyond; None: it needs nobody's yes.

    What was given already counts. An amount that was left out is beyond every limit.
    """
    if asked.kind not in limits.kinds:
        return Beyond.KIND
    if asked.free:
        return None
    if asked.amount is None:
        return Beyond.CASE
    if asked.currency != limits.currency:
        return Beyond.CURRENCY
    left = left_of(limits, given)
    for name, most in ((Beyond.CASE, left.case), (Beyond.CUSTOMER, left.customer)):
        if asked.amount > most:
            return name
    return Beyond.MONTH if asked.amount > left.month else None


def left_of(limits: Limits, given: Given) -> Given:
    """How much is left of each limit."""
    return Given(
        case=max(limits.per_case - given.case, 0),
        customer=max(limits.per_customer - given.customer, 0),
        month=max(limits.per_month - given.month, 0),
    )
