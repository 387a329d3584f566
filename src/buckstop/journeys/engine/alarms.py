"""Whether something comes more often than it used to: a CUSUM of Poisson counts. Pure.

Each week's count is compared with the rate of the weeks before the watch began, for as many
journeys as began: the logarithm of how much likelier a doubled rate makes it is summed up, and
never falls below nothing. An alarm is a sum of `log(WEEKS)` or more. By Lorden's inequality (1971)
there are then, where nothing changed, at least `WEEKS` weeks between two false alarms on average.
The rate that it is compared with is the upper end of what the first weeks leave possible, so that
few weeks don't make an alarm likelier.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

WEEKS = 520
"""Ten years: the weeks between two false alarms, at the least."""
DOUBLED = 2.0
FEWEST = 4
"""Weeks that are needed to say what was usual."""
LIKELY = 0.9
"""How sure the upper end of the usual rate is."""
_Z = 1.2815515655446004  # of the normal distribution: 90 % lie below


@dataclass(frozen=True, slots=True)
class Alarm:
    """Since which week, counted from the first, it comes more often, and how often it came
    in a hundred journeys before and since."""

    week: int
    before: float
    since: float


def upper_rate(count: int, exposed: float) -> float:
    """The rate that the true one stays below in nine of ten such cases (Wilson and Hilferty)."""
    shape = count + 1
    return shape * (1 - 1 / (9 * shape) + _Z / (3 * math.sqrt(shape))) ** 3 / exposed


def risen(counts: Sequence[int], exposed: Sequence[int]) -> Alarm | None:
    """The alarm that still stands at the end, where one does; `exposed`: journeys of each week.

    The first half, of at least four weeks, says what is usual; the rest is watched.
    """
    learnt = max(FEWEST, len(counts) // 2)
    if len(counts) <= learnt or not sum(exposed[:learnt]):
        return None
    usual = upper_rate(sum(counts[:learnt]), sum(exposed[:learnt]))
    total, began = 0.0, learnt
    for week in range(learnt, len(counts)):
        gain = counts[week] * math.log(DOUBLED) - usual * (DOUBLED - 1) * exposed[week]
        if total + gain <= 0:
            total, began = 0.0, week + 1
        else:
            total += gain
    if total < math.log(WEEKS):
        return None
    before = 100 * sum(counts[:learnt]) / sum(exposed[:learnt])
    since = 100 * sum(counts[began:]) / max(sum(exposed[began:]), 1)
    return Alarm(began, before, since)
