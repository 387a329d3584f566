"""From a clock on a wall to instants, where clocks are put forward and back. Pure.

A roster keeps what a clock on the wall shows and a zone, never instants. So one rule is needed for
the hour that a day lacks, and one for the hour that it has twice: what starts, starts at the first
such instant; what ends, ends at the last. People may be there together; nobody is missing.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)


def first(local: datetime, zone: str) -> datetime:
    """The first instant at which clocks in `zone` show `local`, in UTC.

    Where they never do, the first instant after what they leave out.
    """
    return _instants(local, zone)[0]


def last(local: datetime, zone: str) -> datetime:
    """The last instant at which clocks in `zone` show `local`, in UTC; else as `first`."""
    return _instants(local, zone)[1]


@lru_cache(maxsize=16384)
def _instants(local: datetime, zone: str) -> tuple[datetime, datetime]:
    there = ZoneInfo(zone)
    one, other = (
        local.replace(tzinfo=there, fold=fold).astimezone(UTC) for fold in (0, 1)
    )  # fmt: skip
    if other >= one:  # the same, or the hour that is there twice
        return one, other
    change = _change(other, one, there)
    return change, change


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The instant between two at which clocks are put forward."""
    offset = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after


@lru_cache(maxsize=4096)  # every layer of a roster asks of the same two instants
def shows(at: datetime, zone: str) -> datetime:
    """What clocks in `zone` show at an instant, without a zone."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
