"""Whether something that learns foresees better here than the like do; tried anew each day.

Only with the extra `buckstop[learning]`; without it, and where it isn't surely better, the like say
it all.
"""

from datetime import datetime
from functools import lru_cache
from importlib import import_module

from buckstop.forecasts.queries import past
from buckstop.forecasts.rules.learning import Learn, Learned, learned

LIKE = "boosting"
"""What stands beside a forecast that was learned, in place of whom it is like."""
MOST = 5000
"""The newest so many are learned from."""


def learner() -> Learn | None:
    """What learns, where it is installed."""
    try:
        found: Learn = import_module("buckstop.forecasts.boosting").learn
    except ImportError:
        return None
    return found


def of_today(at: datetime) -> Learned | None:
    """What was learned up to the beginning of the day; None where it isn't surely better."""
    learn = learner()
    if learn is None:
        return None
    return _of_day(learn, at.replace(hour=0, minute=0, second=0, microsecond=0))


@lru_cache(maxsize=2)
def _of_day(learn: Learn, day: datetime) -> Learned | None:
    return learned(past.examples(day)[-MOST:], learn)
