"""Instants, and what a clock on the wall of some zone shows."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class CalendarError(ValueError):
    """Hours, a zone or a span that no calendar can have; the sentence says which."""


def in_microseconds(at: datetime) -> int:
    """Microseconds from 1970 to `at`. Raises CalendarError for a time without a zone."""
    if at.tzinfo is None:
        raise CalendarError(f"{at} has no time zone; give an aware instant")
    return (at - _EPOCH) // _MICROSECOND


def from_microseconds(instant: int) -> datetime:
    """The instant, in UTC, so many microseconds after 1970."""
    return _EPOCH + timedelta(microseconds=instant)


def zone_named(name: str) -> ZoneInfo:
    """The IANA zone `name`. Raises CalendarError where there's none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, malformed, or a folder such as "Europe"
        raise CalendarError(
            f"{name!r} is no time zone; give an IANA name such as Europe/Zurich"
        ) from None


def first_showing(wall: datetime, zone: ZoneInfo) -> int:
    """The first instant at which a clock on the wall shows `wall` or has passed it.

    In microseconds since 1970; `wall` has no zone of its own.
    """
    early = in_microseconds(wall.replace(tzinfo=zone))
    late = in_microseconds(wall.replace(tzinfo=zone, fold=1))
    if late >= early:  # it comes once, or twice
        return early
    # The clock jumps over it: find the jump, which lies after `late` and not after `early`.
    while early - late > 1:
        middle = (early + late) // 2
        if from_microseconds(middle).astimezone(zone).replace(tzinfo=None) < wall:
            late = middle
        else:
            early = middle
    return early
