"""How likely something is, from how often it happened to the like. Pure."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

WEIGHT = 10.0
"""As so many of the like counts how often it happens at all."""


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely, of how many of the like, and how likely it is of all (the base)."""

    chance: float
    base: float
    of: int


class Past[Cell: Hashable]:
    """What happened before: to which of the like, and whether it did."""

    def __init__(self, seen: Iterable[tuple[Cell, bool]]) -> None:
        self.all: Counter[Cell] = Counter()
        self.happened: Counter[Cell] = Counter()
        for cell, did in seen:
            self.all[cell] += 1
            self.happened[cell] += did

    def of(self, cell: Cell) -> Chance:
        """The share among the like, drawn towards that of all while they are few."""
        n, k = self.all.total(), self.happened.total()
        base = (k + 0.5) / (n + 1)
        chance = (self.happened[cell] + WEIGHT * base) / (self.all[cell] + WEIGHT)
        return Chance(chance, base, self.all[cell])


def brier(chance: float, *, came: bool) -> float:
    """How wrong a chance was (G. W. Brier, Monthly Weather Review 78, 1950): 0 were it sure and
    right, 1 sure and wrong."""
    return (chance - came) ** 2
