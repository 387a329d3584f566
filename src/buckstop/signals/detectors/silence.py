"""What used to speak and doesn't. Pure.

Assumes that gaps between what it says thin out at least as a power law beyond the longest of them.
"""

import math

import numpy as np

from buckstop.signals.detectors.tails import Rows

LEAST = 30
"""With fewer gaps nothing is said."""
_LARGEST = 10
_THINNEST = 0.05


def longest_gap(seconds: Rows, *, chance: float) -> float:
    """Seconds of silence after which it is one: a longer one has at most such a chance, by the
    gaps between `seconds`; infinite where too little was heard."""
    gaps = np.diff(seconds)
    if len(gaps) < LEAST:
        return math.inf
    largest = np.sort(gaps)[-_LARGEST:]
    least = max(float(largest[0]), 1.0)
    thins = max(float(np.log(np.maximum(largest, 1.0) / least).mean()), _THINNEST)
    share = _LARGEST / len(gaps)
    return max(float(least * (share / chance) ** thins), 4 * float(np.median(gaps)))
