"""From how surprising a row is to an alarm: about so many false ones a month. Pure."""

import math
from enum import StrEnum

MONTH = 30 * 86_400  # seconds
_EFFECTIVE = 4.0
"""The ten ways of looking are rarely surprised together: as if so many looked apart. Measured on
series of which nothing is wrong (`python -m bench.calibration`)."""


class Often(StrEnum):
    """How many false alarms somebody bears."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


A_MONTH = {Often.WEEK: 30 / 7, Often.MONTH: 1.0, Often.QUARTER: 1 / 3}


def level(often: Often, *, step: float) -> float:
    """From how surprising on a row is an alarm, where rows come every `step` seconds."""
    rows = MONTH / max(step, 1.0)
    return math.log(max(rows * _EFFECTIVE / A_MONTH[often], 2.0))


def seldom(often: Often, *, looks: float) -> float:
    """The same as a chance, where so many looks a month are taken."""
    return A_MONTH[often] / max(looks, 1.0)
