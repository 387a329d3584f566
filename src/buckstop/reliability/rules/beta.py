"""How sure a share is: the beta distribution of what it could be. Pure.

The regularized incomplete beta function by its continued fraction (NIST Digital Library of
Mathematical Functions, 8.17.22), evaluated as W. J. Lentz did (Applied Optics 15, 1976).
"""

from dataclasses import dataclass
from math import exp, hypot, lgamma, log

SURE = 0.9
_TINY = 1e-300
_STEPS = 500
_HALVINGS = 50


@dataclass(frozen=True, slots=True)
class Share:
    """What a share is, most likely, and from where to where it lies with 90 % certainty."""

    of: int
    mean: float
    low: float
    high: float


def share(good: float, bad: float, *, prior: tuple[float, float] = (0.5, 0.5)) -> Share:
    """The share of what was good, drawn towards the prior: by itself Jeffreys' (½, ½)."""
    a, b = good + prior[0], bad + prior[1]
    tail = (1 - SURE) / 2
    return Share(round(good + bad), a / (a + b), quantile(a, b, tail), quantile(a, b, 1 - tail))


@dataclass(frozen=True, slots=True)
class Difference:
    """By how much one share is higher than another, and from where to where that lies with 90 %
    certainty."""

    value: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether there surely is one."""
        return self.low > 0 or self.high < 0


def difference(part: int, whole: int, other_part: int, other_whole: int) -> Difference:
    """Of two shares, whose wholes aren't empty: made of their intervals (R. G. Newcombe, Statistics
    in Medicine 17, 1998, method 10)."""
    a, b = share(part, whole - part), share(other_part, other_whole - other_part)
    p, q = part / whole, other_part / other_whole
    low = (p - q) - hypot(p - a.low, b.high - q)
    high = (p - q) + hypot(a.high - p, q - b.low)
    return Difference(p - q, max(low, -1.0), min(high, 1.0))


def quantile(a: float, b: float, p: float) -> float:
    """Where the beta distribution has `p` below it."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if below(middle, a, b) > p else (middle, high)
    return (low + high) / 2


def below(x: float, a: float, b: float) -> float:
    """How much of the beta distribution lies below `x`."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # the fraction converges fast on this side only
        return 1 - _below(1 - x, b, a)
    return _below(x, a, b)


def _below(x: float, a: float, b: float) -> float:
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    return min(1.0, front * _fraction(x, a, b))


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _not_zero(1 + term * d)
            c = _not_zero(1 + term / c)
            found *= c * d
        if abs(c * d - 1) < 1e-12:
            break
    return found


def _not_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
