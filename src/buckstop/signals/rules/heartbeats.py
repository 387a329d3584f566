"""When a job that pings us must be heard again. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from buckstop.kit.wall_clock import first_showing, from_microseconds, zone_named


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """A job runs every so many minutes, or (`daily_at`) once a day by the clocks of a zone; it may
    be `grace` minutes late."""

    every: int | None = None
    daily_at: time | None = None
    zone: str = ""
    grace: int = 5


def next_due(rhythm: Rhythm, heard: datetime) -> datetime:
    """Until when it must be heard after it was at `heard`.

    Minutes are real ones whatever the clocks do; a time of day that the clocks jump over comes when
    they have passed it, one that they show twice comes once.
    """
    grace = timedelta(minutes=rhythm.grace)
    if rhythm.daily_at is None:
        return heard + timedelta(minutes=rhythm.every or 0) + grace
    zone = zone_named(rhythm.zone)
    day = heard.astimezone(zone).date()
    while True:
        at = from_microseconds(first_showing(datetime.combine(day, rhythm.daily_at), zone))
        if at > heard + grace:  # one that comes a little early counts for that day
            return at + grace
        day += timedelta(days=1)
