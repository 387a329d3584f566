"""How unlikely a value is beside those that came before it. Pure.

Assumes that the largest values of the past thin out as a power law, whatever lies below them
(peaks over a threshold, Hill's estimate): so nothing is said of how the bulk is spread.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

type Rows = NDArray[np.floating[Any]]

LEARNS = 150
"""So many rows are looked at before anything is said."""
BACK = 4000
_LARGEST, _SHARE = 10, 0.005
"""What counts as the largest of the past: so many, or such a share."""
_THINNEST = 0.1
"""The past never says that values thin out faster: too few say so."""
_BLOCK = 12
_FORGIVEN = 2.5
"""A value counts in the past as at most so many times the largest before it: one trouble doesn't
hide the next."""


def unlikely(values: Rows, *, start: int, grain: float, since: int = 0) -> Rows:
    """For each row, minus the logarithm of the chance of a value as large; 0 where too few came
    before. `start` is the first row that means anything, `grain` the least difference that matters.

    What is before `since` isn't said.
    """
    said = np.zeros(len(values))
    past = values.copy()
    for row in range(start + LEARNS, len(values), _BLOCK):
        end = min(row + _BLOCK, len(values))
        before = past[max(start, row - BACK) : row]
        most = before.max()
        if end > since:
            said[row:end] = _beyond(values[row:end], before, grain)
        past[row:end] = np.minimum(values[row:end], _FORGIVEN * most + grain)
    return np.maximum(said, 0)


def _beyond(now: Rows, before: Rows, grain: float) -> Rows:
    n = len(before)
    k = max(_LARGEST, int(_SHARE * n))
    largest = np.partition(before, n - k)[n - k :]
    least = largest.min()
    thins = max(float(np.log((largest + grain) / (least + grain)).mean()), _THINNEST)
    return np.asarray(np.log(n / k) + np.log((now + grain) / (least + grain)) / thins)
