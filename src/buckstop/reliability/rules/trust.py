"""Trust: the share of promises kept to a customer, so that two of two isn't certain. Pure."""

from dataclasses import dataclass

from buckstop.reliability.rules.beta import Share, share

WEIGHT = 6.0
"""As so many promises counts what the house keeps elsewhere."""
MOVED = 0.5
"""Moved in time and kept then, it counts as kept by half."""


@dataclass(frozen=True, slots=True)
class Promises:
    """How many were kept at their first time, kept after they were moved, and missed."""

    kept: int = 0
    moved: int = 0
    missed: int = 0

    @property
    def ended(self) -> int:
        return self.kept + self.moved + self.missed

    @property
    def good(self) -> float:
        return self.kept + MOVED * self.moved

    def __add__(self, other: "Promises") -> "Promises":
        return Promises(
            self.kept + other.kept, self.moved + other.moved, self.missed + other.missed
        )


def trust(theirs: Promises, house: Promises) -> Share:
    """What can be relied on: theirs, drawn towards what the house keeps to all."""
    rate = share(house.good, house.ended - house.good).mean if house.ended else 0.5
    prior = (max(WEIGHT * rate, 0.1), max(WEIGHT * (1 - rate), 0.1))
    found = share(theirs.good, theirs.ended - theirs.good, prior=prior)
    return Share(theirs.ended, found.mean, found.low, found.high)
