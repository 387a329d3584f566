"""How long it takes, as a range, from how long the like took. Pure; times in minutes.

The ends are order statistics of the like, so that of problems that come as those did (exchangeable
ones) at least eight in ten lie within: split conformal prediction, whose model is that there is
none (V. Vovk and others, Algorithmic Learning in a Random World, 2005). What still runs took
longer than it has by now: it counts by the estimate of Kaplan and Meier (1958).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log

WITHIN = 0.8
"""The share that should lie within a range."""
ENOUGH = 20
"""Ended ones, below which there is no range."""
NEVER = 365 * 1440.0
"""What stands for an end that can't be said."""
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Range:
    """From where to where, and what half of them didn't exceed; `high` None: can't be said."""

    low: float
    middle: float
    high: float | None


def foreseen(ended: Sequence[float], running: Sequence[float] = ()) -> Range | None:
    """What the like say; None where fewer than ENOUGH ended."""
    n = len(ended)
    if n < ENOUGH:
        return None
    tail = (1 - WITHIN) / 2
    low = max(1, floor((n + 1) * tail)) / n
    high = ceil((n + 1) * (1 - tail)) / n
    found = quantiles(ended, running, (low, 0.5, min(high, 1.0)))
    if found[0] is None or found[1] is None:
        return None
    return Range(found[0], found[1], found[2])


def quantiles(
    ended: Sequence[float], running: Sequence[float], shares: Sequence[float]
) -> list[float | None]:
    """The times by which these shares have ended; None where that lies beyond what was seen."""
    each = sorted([(took, 0) for took in ended] + [(lasts, 1) for lasts in running])
    found: list[float | None] = [None] * len(shares)
    left, at_risk = 1.0, len(each)
    for took, still in each:
        if not still:
            left *= 1 - 1 / at_risk
            for place, share in enumerate(shares):
                if found[place] is None and 1 - left >= share - _TINY:
                    found[place] = took
        at_risk -= 1
    return found


def loss(came: float, said: Range) -> float:
    """How wrong a range was: the pinball loss of its three parts, of logarithms of minutes
    (R. Koenker and G. Bassett, Econometrica 46, 1978). 0 were each exactly what came."""
    tail = (1 - WITHIN) / 2
    high = NEVER if said.high is None else said.high
    parts = ((tail, said.low), (0.5, said.middle), (1 - tail, high))
    return sum(_pinball(log(came + 1), log(at + 1), share) for share, at in parts)


def _pinball(came: float, at: float, share: float) -> float:
    return share * (came - at) if came >= at else (1 - share) * (at - came)


def covers(came: float, said: Range) -> bool:
    """Whether what came lay within."""
    return said.low <= came and (said.high is None or came <= said.high)
