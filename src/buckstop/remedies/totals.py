"""What remedies are together: so many, and how much of each currency."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from buckstop.kit.money import Money
from buckstop.remedies.models import Remedy
from buckstop.remedies.settings import CURRENCY


@dataclass(frozen=True, slots=True)
class Total:
    """So many of them; how much of each currency, since those aren't added up."""

    count: int
    money: tuple[Money, ...]

    @property
    def weight(self) -> tuple[int, int]:
        """By which what cost most comes first: how much of the house's own currency, then how
        often."""
        own = sum(one.minor for one in self.money if one.currency == CURRENCY.value)
        return -own, -self.count

    def __str__(self) -> str:
        return ", ".join(str(one) for one in self.money)


def total(found: Iterable[Remedy]) -> Total:
    """What these are together."""
    given, sums = list(found), defaultdict[str, int](int)
    for one in given:
        if one.amount is not None:
            sums[one.currency] += one.amount
    return Total(len(given), tuple(Money(minor, code) for code, minor in sorted(sums.items())))
