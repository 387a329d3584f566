"""What reading costs in processor time, on a machine of any pace."""

import time
from collections.abc import Callable

from bench.machine import pace

USUAL = 50.0
"""Milliseconds of the bench's fixed loop, where the limits of tests were set."""


def needed(do: Callable[[], object], limit: float) -> float:
    """Seconds of processor time that `do` takes at the usual pace.

    The least of three, since others on the machine make each take longer; and where all are over
    `limit`, in proportion to how long a fixed loop takes just now.
    """
    least = float("inf")
    for _ in range(3):
        begun = time.process_time()
        do()
        least = min(least, time.process_time() - begun)
        if least < limit:
            return least
    return least * min(1.0, USUAL / pace())
