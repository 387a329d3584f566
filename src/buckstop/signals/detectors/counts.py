"""Too many of something in an hour, beside the same hour of other weeks. Pure.

Counts are taken to be Poisson where they spread as Poisson counts do, and negative-binomial where
they spread more, as reports of people do. Assumes that weeks are alike.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

WEEK = 168  # hours
_PRIOR = 0.5
"""Counted beside what was: an hour of which nothing is known isn't one in which nothing comes."""


def expected(hours: Sequence[int] | NDArray[np.int64], *, hour: int) -> tuple[float, float]:
    """The mean and the variance of the next count. `hours` are counts of whole hours up to now, the
    newest last; `hour` is the next one's number, as that of `hours[0]` is 0.

    The same hour of the week counts with the hours beside it, drawn to the mean of all where there
    are few.
    """
    counts = np.asarray(hours, dtype=float)
    if not len(counts):
        return _PRIOR, _PRIOR
    place = (np.arange(len(counts)) - hour) % WEEK
    alike = counts[(place <= 1) | (place == WEEK - 1)]
    all_ = float(counts.mean())
    weight = len(alike) / (len(alike) + 3)
    mean = weight * float(alike.mean() if len(alike) else 0) + (1 - weight) * all_
    mean = max(mean, _PRIOR / len(counts))
    spread = float(counts.var()) / all_ if all_ > 0 else 1.0
    wide = min(spread, float(alike.var()) / mean) if len(alike) > 8 else 1.0
    return mean, mean * max(wide, 1.0)


def tail(count: int, mean: float, variance: float) -> float:
    """The chance of so many or more."""
    if count <= 0:
        return 1.0
    if variance <= mean * 1.01:
        return _upper(count, lambda k: k * math.log(mean) - mean - math.lgamma(k + 1))
    size = mean**2 / (variance - mean)
    p = size / (size + mean)

    def log_mass(k: int) -> float:
        ways = math.lgamma(k + size) - math.lgamma(size) - math.lgamma(k + 1)
        return ways + size * math.log(p) + k * math.log1p(-p)

    return _upper(count, log_mass)


def _upper(count: int, log_mass: Callable[[int], float]) -> float:
    below = sum(math.exp(log_mass(k)) for k in range(count))
    if below < 1 - 1e-9:
        return 1 - below
    # far out the rest is summed itself: what is left of 1 has no digits
    return sum(math.exp(log_mass(k)) for k in range(count, count + 200))
