"""The times that a form offers, and the words of times in a sentence."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.service_times import ServiceTimes
from buckstop.doors.components.forms.base import OTHER, time_choices
from buckstop.doors.desk.reader import Reader
from buckstop.kit import clock, said_time

USUAL_ANSWER = (60, 30, 240, 600)  # minutes in which a colleague answers; the first is usual
MOST = timedelta(days=400)  # from now: nothing is on offer that is further


def next_news(
    level: ServiceTimes, reader: Reader, *, hurts: int, here: OnDuty | None = None
) -> list[datetime]:
    """When the next news may come: as the service level says first, then sooner and later ones.

    With `here`, also when the reader is there, whatever the hours of the level are.
    """
    now = reader.now
    first = level.next_news_due(now, hurts_badly=hurts == 2)
    others = [level.after(now, minutes) for minutes in (60, 120, 240, 600, 1200)]
    until = here.on_shift.get(reader.person.pk) if here else None
    others += _while_there(now, until) if until else []
    return [first, *(time for time in dict.fromkeys(others) if time != first)]


def _while_there(now: datetime, until: datetime) -> list[datetime]:
    """In a quarter of an hour, in two hours, and as somebody's shift ends, where it goes on."""
    soon = [now + timedelta(minutes=minutes) for minutes in (15, 60, 120)]
    soon = [at.replace(second=0, microsecond=0) for at in soon]
    return [*(at for at in soon if at < until), *([until] if until > soon[0] else [])]


def answers(level: ServiceTimes, reader: Reader, minutes: tuple[int, ...]) -> list[datetime]:
    """Times to answer or do something by, so many working minutes from now; the first is usual."""
    return list(dict.fromkeys(level.after(reader.now, m) for m in minutes))


def later_than(level: ServiceTimes, reader: Reader, due: datetime) -> list[datetime]:
    """Times to move a promise to: after the one promised."""
    start = max(due, reader.now)
    return list(dict.fromkeys(level.after(start, m) for m in (30, 60, 120, 240, 600)))


def offered(
    times: list[datetime], reader: Reader, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """What a `Timed` form needs. What was on offer when the page was made still counts."""
    usual = times[0].isoformat() if times else ""
    choices = time_choices(sorted(set(times)), now=reader.now, zone=reader.zone)
    chosen = str(data.get("by", "")) if data is not None else ""
    if chosen and chosen != OTHER and chosen not in dict(choices):
        at = clock.instant(chosen)
        if at is not None and abs(at - reader.now) < MOST:
            choices.insert(-1, (chosen, said_time.at(at, reader.now, reader.zone)))
    return {"times": choices, "usual": usual, "zone": reader.zone}


def leaving(
    level: ServiceTimes, reader: Reader, zone: str, data: Mapping[str, Any] | None
) -> list[tuple[str, str]]:
    """When what is written may leave: now, soon, or in the morning of who reads it."""
    morning = _morning(level, reader.now, ZoneInfo(zone or level.calendar.zone))
    soon = (reader.now + timedelta(minutes=89)).replace(minute=0, second=0, microsecond=0)
    choices = [("", _("now")), (soon.isoformat(), said(reader, soon))]
    words = _("%(time)s, their morning") % {"time": said(reader, morning)}
    choices += [(morning.isoformat(), words), (OTHER, _("another time…"))]
    chosen = str(data.get("leaves", "")) if data is not None else ""
    if chosen not in dict(choices):
        at = clock.instant(chosen)
        if at is not None and abs(at - reader.now) < MOST:
            choices.insert(-1, (chosen, said(reader, at)))
    return choices


def _morning(level: ServiceTimes, now: datetime, zone: ZoneInfo) -> datetime:
    """Eight o'clock in `zone`, on the next day on which this level has hours."""
    eight = now.astimezone(zone).replace(hour=8, minute=0, second=0, microsecond=0)
    days = (eight + timedelta(days=n) for n in range(15))
    works, off = level.calendar.hours, level.calendar.is_holiday
    found = (at for at in days if at > now and works[at.weekday()] and not off(at.date()))
    return next(found, eight + timedelta(days=1)).astimezone(UTC)


def said(reader: Reader, at: datetime) -> str:
    """`16:30 today`."""
    return said_time.at(at, reader.now, reader.zone)


def worked(minutes: int) -> str:
    """Time that somebody spent, as a clock counts it: 1:30 h."""
    return f"{minutes // 60}:{minutes % 60:02d}\N{NO-BREAK SPACE}h"
