"""How long something is kept, and when one works at it. Pure."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

NEVER = 0
NIGHT = range(1, 5)
"""The hours of the house in which what is past its time goes."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Months for all, for customers and for brands; 0: forever."""

    months: int
    customers: Mapping[UUID, int] = field(default_factory=dict)
    brands: Mapping[UUID, int] = field(default_factory=dict)

    def of(self, customer: UUID | None, brand: UUID | None) -> tuple[int, str]:
        """The months of one case, and whose rule that is: the customer's, the brand's, the
        house's."""
        if customer is not None and customer in self.customers:
            return self.customers[customer], "customer"
        if brand is not None and brand in self.brands:
            return self.brands[brand], "brand"
        return self.months, "house"

    def longest(self, cases: Iterable[tuple[UUID | None, UUID | None]]) -> tuple[int, str]:
        """The rule of a problem with these customers and brands: the longest, forever first."""
        found = [self.of(*case) for case in cases] or [(self.months, "house")]
        return max(found, key=lambda one: (one[0] == NEVER, one[0]))

    @property
    def erase_anything(self) -> bool:
        return any((self.months, *self.customers.values(), *self.brands.values()))


def cutoff(now: datetime, months: int) -> datetime:
    """What closed at or before it is past its time."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    day = min(now.day, monthrange(year, month + 1)[1])
    return now.replace(year=year, month=month + 1, day=day)


def is_night(now: datetime, zone: ZoneInfo) -> bool:
    """Whether the desk is likely to be quiet."""
    return now.astimezone(zone).hour in NIGHT
