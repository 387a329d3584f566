"""How often something comes after a change, against before: the rate ratio with its interval. Pure.

Both counts are Poisson. Given their sum n, the later one is binomial with the probability
p = r·t₁ / (t₀ + r·t₁), where r is the ratio of the rates and t₀, t₁ the exposures (J. Przyborowski
and H. Wilenski, Biometrika 31 (1940), 313-323). So the interval of p of C. J. Clopper and
E. S. Pearson (Biometrika 26 (1934), 404-413) gives one of r that is exact: it covers at least as
often as it says, also for few.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import exp, inf, lgamma, log

CONFIDENCE = 0.9
_HALVINGS = 50  # of the interval from 0 to 1 in which a bound is looked for


@dataclass(frozen=True, slots=True)
class Seen:
    """How often something came, and in how much exposure: days, or days of exposed customers."""

    came: int
    exposure: float

    @property
    def rate(self) -> float:
        """How often a day of exposure; 0 where there was none."""
        return self.came / self.exposure if self.exposure > 0 else 0.0


def ratio(before: Seen, after: Seen) -> float | None:
    """The later rate as a share of the earlier one; None where nothing came before."""
    return after.rate / before.rate if before.rate > 0 and after.exposure > 0 else None


def ratio_interval(
    before: Seen, after: Seen, confidence: float = CONFIDENCE
) -> tuple[float, float]:
    """From where to where the ratio of the rates lies; everything where nothing was seen.

    Each side is wrong at most half as often as `confidence` leaves room for.
    """
    total = before.came + after.came
    if not total or before.exposure <= 0 or after.exposure <= 0:
        return 0.0, inf
    tail = (1 - confidence) / 2
    # the chance of so many or more grows with p; of so many or fewer it falls
    low = _where(lambda p: _at_least(after.came, total, p) > tail) if after.came else 0.0
    high = _where(lambda p: _at_least(after.came + 1, total, p) > 1 - tail) if before.came else 1.0
    scale = before.exposure / after.exposure
    return _odds(low) * scale, _odds(high) * scale


def _odds(p: float) -> float:
    return p / (1 - p) if p < 1 else inf


def _where(holds: Callable[[float], bool]) -> float:
    """The least p from which on `holds`, which is false below it and true above."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return (low + high) / 2


def _at_least(came: int, total: int, p: float) -> float:
    """The chance of at least `came` of `total`, each with the chance `p`."""
    if came <= 0 or p >= 1:
        return 1.0
    if p <= 0:
        return 0.0
    ahead, behind = log(p), log(1 - p)
    terms = (_ways(total, k) + k * ahead + (total - k) * behind for k in range(came, total + 1))
    return min(1.0, sum(exp(term) for term in terms))


@cache
def _ways(total: int, of: int) -> float:
    return lgamma(total + 1) - lgamma(of + 1) - lgamma(total - of + 1)
