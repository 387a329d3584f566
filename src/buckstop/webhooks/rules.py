"""When something is tried again, and when an endpoint is given up. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

WAITS = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
"""Before the second try, the third and so on: over 75 hours (Standard Webhooks 1.0.0)."""
SPREAD = 0.1
"""By so much more at most each wait is longer, so that not all come back at once."""
LONGEST = timedelta(hours=24)
"""For no longer does anybody's Retry-After hold something up."""
WARN_AFTER = timedelta(hours=24)
OFF_AFTER = timedelta(days=5)
KEY_CHANGES_FOR = timedelta(days=2)
"""For so long the former key signs besides a new one."""
GONE = 410


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one try: `status` is 0 where no answer came; `retry_after` in seconds."""

    status: int
    sentence: str
    took: int
    retry_after: int = 0

    @property
    def taken(self) -> bool:
        """A redirect isn't: who moved says so to its owner, not to us."""
        return 200 <= self.status < 300


def next_wait(tries: int, chance: float, retry_after: int = 0) -> timedelta | None:
    """How long until the next try after so many; None where it is given up.

    `chance` is between 0 and 1, anew each time.
    """
    if tries > len(WAITS):
        return None
    wait = WAITS[tries - 1] * (1 + SPREAD * chance)
    return max(wait, min(timedelta(seconds=retry_after), LONGEST))


def warns(failing_since: datetime | None, at: datetime) -> bool:
    """Whether its owner is to hear that nothing is taken."""
    return failing_since is not None and at - failing_since >= WARN_AFTER


def gives_up(failing_since: datetime | None, at: datetime) -> bool:
    """Whether it is asked a last time, by a ping, before nothing more is sent."""
    return failing_since is not None and at - failing_since >= OFF_AFTER
