"""When a customer may be told. Pure."""

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
