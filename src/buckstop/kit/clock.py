"""The time. Read in doors, jobs and tests only; rules and verbs are told it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

EARLIEST, LATEST = 1900, 2999  # years
_set_to: datetime | None = None


def now() -> datetime:
    """The present instant, aware, in UTC: the machine's, or where the clock was set."""
    return _set_to or datetime.now(UTC)


def instant(text: str) -> datetime | None:
    """The time that `text` names in ISO 8601 with a zone, in UTC; None where it can't be one.

    Only times that there may be anything to say about: those at the ends of what Python or
    PostgreSQL know of can't be compared, moved by a day, or written in another zone.
    """
    try:
        read = datetime.fromisoformat(text)
        if read.tzinfo is None or not EARLIEST <= read.year <= LATEST:
            return None
        return read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


@contextmanager
def set_to(at: datetime) -> Iterator[None]:
    """Let `now` answer `at` within this process: for tests and the demo company only."""
    global _set_to
    before, _set_to = _set_to, at
    try:
        yield
    finally:
        _set_to = before


def move_by(step: timedelta) -> datetime:
    """Move a clock that was set forward by `step` and return the new time."""
    global _set_to
    if _set_to is None:
        raise RuntimeError("the clock runs by itself; use clock.set_to first")
    _set_to += step
    return _set_to
