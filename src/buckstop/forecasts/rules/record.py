"""How good forecasts were, beside saying every time the same. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

ENOUGH = 30
"""Scored ones, below which nothing is said of how good they are."""
_SURE = 1.2816  # of a normal distribution nine in ten lie below


@dataclass(frozen=True, slots=True)
class Record:
    """So many were scored; their mean loss, that of the base, and whether they are surely better:
    90 %, by the mean of what each was better by and its standard error."""

    scored: int
    loss: float
    base: float
    better: bool

    @property
    def says_enough(self) -> bool:
        """Whether so many were scored that something can be said of how good they are."""
        return self.scored >= ENOUGH

    @property
    def gain(self) -> float:
        """The share of the base's loss that is saved."""
        return 1 - self.loss / self.base if self.base else 0.0


def record(losses: Sequence[tuple[float, float]]) -> Record | None:
    """Of pairs: the loss of a forecast, and of its base; None where there is none."""
    n = len(losses)
    if not n:
        return None
    saved = [base - own for own, base in losses]
    surely = n >= ENOUGH and fmean(saved) > _SURE * stdev(saved) / sqrt(n)
    return Record(n, fmean(own for own, _ in losses), fmean(base for _, base in losses), surely)


@dataclass(frozen=True, slots=True)
class Band:
    """Forecasts of nearly the same chance: what was said on average, and how often it came."""

    of: int
    said: float
    came: float


def calibration(pairs: Sequence[tuple[float, bool]], bands: int = 4) -> list[Band]:
    """As many bands of as many forecasts each, the least likely first."""
    each = sorted(pairs)
    size = max(1, -(-len(each) // bands))
    parts = [each[at : at + size] for at in range(0, len(each), size)]
    return [Band(len(p), fmean(c for c, _ in p), fmean(d for _, d in p)) for p in parts]
