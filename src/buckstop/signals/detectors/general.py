"""One detector for any series of numbers: how surprising each row is. Pure.

It looks in ten ways: how far a row is from the level of the last 288 rows, and from the same time
on the seven days before; the same of the last 6 and 24 rows; how much it changed; how often it
changed much; CUSUM of what is off, for a level that shifts or drifts. Of each the chance of a value
as large is estimated from its own past; the least likely one counts.

Assumes rows at about equal times, for at least a day; and that what was normal is most of the
past. A trouble that began before the first row isn't seen.
"""

import numpy as np

from buckstop.signals.detectors.statistics import statistics
from buckstop.signals.detectors.tails import LEARNS, Rows, unlikely

WAYS = 10
LEAST = 2 * LEARNS
"""With fewer rows nothing is said."""
SOONER = 200
MORE = 1.2
"""So many rows are one trouble: in them only what is so much more surprising is said again."""
_LEARNS = 0.15
_GRAIN = 0.05
"""Of the usual spread: differences below it don't matter."""


def surprises(seconds: Rows, values: Rows, *, since: int = 0) -> Rows:
    """How surprising each row from `since` on is: minus the logarithm of its chance, 0 of what is
    usual. `seconds` are the times of the rows, which rise."""
    if len(values) < LEAST:
        return np.zeros(len(values))
    learns = max(int(_LEARNS * min(len(values), 5000)), LEARNS)
    grain = _GRAIN * float(values[:learns].std()) + 1e-9
    ways = statistics(seconds, values, learns=learns, grain=grain)
    each = [unlikely(one.values, start=one.start, grain=one.grain, since=since) for one in ways]
    return np.asarray(np.max(each, axis=0))


def onsets(surprise: Rows) -> Rows:
    """The same, where each trouble is said once: 0 of what follows something as surprising."""
    said = np.zeros(len(surprise))
    for row in np.nonzero(surprise)[0]:
        if surprise[row] > MORE * said[max(0, row - SOONER) : row].max(initial=0.0):
            said[row] = surprise[row]
    return said
