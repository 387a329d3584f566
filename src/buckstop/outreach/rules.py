"""When a customer may be told, and when it is too much. Pure."""

from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

WAKES, RESTS = time(7), time(21)
"""Between these, by their own clocks, customers are told of what doesn't stop them."""


def may_be_told_at(now: datetime, zone: ZoneInfo, *, hurts: bool) -> datetime:
    """From when on: at once where it hurts or it is day where they are, else in the morning."""
    local = now.astimezone(zone)
    if hurts or WAKES <= local.time() < RESTS:
        return now
    day = local.date() if local.time() < WAKES else local.date() + timedelta(days=1)
    return datetime.combine(day, WAKES, zone).astimezone(now.tzinfo)


MOST_COMPLAINTS = 0.001
"""From so large a part of those told on, mail programs take a sender for one of spam."""


def is_too_much(*, complaints: int, told: int) -> bool:
    """Whether nobody more should be told: the first one counts, where few were told yet."""
    return complaints > 0 and complaints >= MOST_COMPLAINTS * told


def wording_for(reads: Iterable[str], *, there: Collection[str], usual: str) -> str:
    """The language of the wording that somebody reads: the first of theirs that there is; "" for
    the usual words, which are in the language `usual`."""
    for code in reads:
        if code in there:
            return code
        if code == usual:
            return ""
    return ""
