"""Time as people say it: "by 16:30 today", "in 34 minutes", "since 09:12 on Tuesday".

Pure: the present instant and the reader's zone are always given. All words go through gettext,
so call these functions while the reader's language is active.
"""

from collections.abc import Callable
from datetime import date as date_of
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Literal

from django.utils.dateformat import format as dated
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

SOON = timedelta(minutes=30)
Nearness = Literal["past", "soon", "later"]


def _local(when: datetime, zone: tzinfo) -> datetime:
    if when.tzinfo is None:
        raise ValueError("a time without a zone can't be said; give an aware datetime")
    return when.astimezone(zone)


def _days_apart(when: datetime, now: datetime, zone: tzinfo) -> int:
    return (_local(when, zone).date() - _local(now, zone).date()).days


def clock(when: datetime, zone: tzinfo) -> str:
    """The time of day, such as `16:30`."""
    return f"{_local(when, zone):%H:%M}"


def day(when: datetime, now: datetime, zone: tzinfo) -> str:
    """The day: `today`, `tomorrow`, `yesterday`, `on Tuesday`, `on 3 December`, with the year
    only when it is another one."""
    local, apart = _local(when, zone), _days_apart(when, now, zone)
    if apart == 0:
        return _("today")
    if apart == 1:
        return _("tomorrow")
    if apart == -1:
        return _("yesterday")
    if abs(apart) < 7:
        return _("on %(weekday)s") % {"weekday": dated(local, "l")}
    same_year = local.year == _local(now, zone).year
    return _("on %(date)s") % {"date": date(local) if same_year else date_and_year(local)}


def date(when: date_of) -> str:
    """`3 December`, as the language writes it."""
    return dated(when, pgettext("how a date is written: day and month", "j F"))


def date_and_year(when: date_of) -> str:
    """`3 December 2026`, as the language writes it."""
    return dated(when, pgettext("how a date is written: day, month and year", "j F Y"))


def whole(when: datetime, now: datetime, zone: tzinfo) -> str:
    """A time that is still clear when a mail is read tomorrow, with its date and zone: `10:40 today
    (Tuesday 24 November, CET)`."""
    local = _local(when, zone)
    said = {"at": at(when, now, zone), "weekday": dated(local, "l"), "date": date(local)}
    said["zone"] = local.tzname() or ""
    return _("%(at)s (%(weekday)s %(date)s, %(zone)s)") % said


def at(when: datetime, now: datetime, zone: tzinfo) -> str:
    """Time and day: `16:30 today`, `10:00 on Tuesday`."""
    return _("%(clock)s %(day)s") % {"clock": clock(when, zone), "day": day(when, now, zone)}


def _plain(words: str, _when: datetime) -> str:
    return words


def span(
    starts: datetime,
    ends: datetime,
    now: datetime,
    zone: tzinfo,
    *,
    mark: Callable[[str, datetime], str] = _plain,
) -> str:
    """`14:00 – 15:30 on Tuesday`, in the order of the language; the day twice where it ends on
    another. `mark` makes of the words of each time what stands for it on a page."""
    if _days_apart(starts, ends, zone):
        begun, ended = mark(at(starts, now, zone), starts), mark(at(ends, now, zone), ends)
        return f"{begun}\N{NO-BREAK SPACE}– {ended}"
    between = [mark(clock(one, zone), one) for one in (starts, ends)]
    hours = "\N{NO-BREAK SPACE}– ".join(between)
    return _("%(hours)s %(day)s") % {"hours": hours, "day": day(ends, now, zone)}


def by(when: datetime, now: datetime, zone: tzinfo) -> str:
    """A due time: `by 16:30 today`, `by 10:00 tomorrow`."""
    return _("by %(at)s") % {"at": at(when, now, zone)}


def since(when: datetime, now: datetime, zone: tzinfo) -> str:
    """A beginning: `since 09:12 today`."""
    return _("since %(at)s") % {"at": at(when, now, zone)}


def until(when: datetime, now: datetime, zone: tzinfo) -> str:
    """An end: `until 18:00` today, else `until 10:00 tomorrow`."""
    if _days_apart(when, now, zone) == 0:
        return _("until %(at)s") % {"at": clock(when, zone)}
    return _("until %(at)s") % {"at": at(when, now, zone)}


def short(when: datetime, now: datetime, zone: tzinfo) -> str:
    """For narrow columns: `16:30`, `tomorrow 10:00`, `Tue 16:00`, `3 Dec`, `3 Dec 2027`."""
    local, today = _local(when, zone), _local(now, zone)
    apart = (local.date() - today.date()).days
    if apart == 0:
        return f"{local:%H:%M}"
    if apart in (1, -1):
        return _("%(day)s %(clock)s") % {"day": day(when, now, zone), "clock": f"{local:%H:%M}"}
    if abs(apart) < 7:
        return _("%(day)s %(clock)s") % {"day": dated(local, "D"), "clock": f"{local:%H:%M}"}
    same_year = local.year == today.year
    if same_year:
        return dated(local, pgettext("how a short date is written: day and month", "j M"))
    return dated(local, pgettext("how a short date is written: day, month and year", "j M Y"))


def exact(when: datetime, zone: tzinfo) -> str:
    """The full time, for hovering: `Tuesday 24 November 2026, 16:30 CET`."""
    local = _local(when, zone)
    day = _whole_day(get_language(), local.date())
    return f"{day}, {local:%H:%M} {local.tzname() or ''}".rstrip()


@lru_cache(maxsize=4096)
def _whole_day(language: str | None, day: date_of) -> str:
    """A page says the same few days a hundred times."""
    del language
    return f"{dated(day, 'l')} {date_and_year(day)}"


def _length(span: timedelta) -> str:
    """A positive span in whole words. Rounds down below 90 minutes, so that nobody is told of
    more time than there is; above, says *about*."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 90:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    if hours < 48:
        return ngettext("about %(n)d hour", "about %(n)d hours", hours) % {"n": hours}
    days = round(minutes / 1440)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def within(when: datetime, now: datetime) -> str:
    """How far off: `in 34 minutes`, `in about 3 hours`, `now`, `12 minutes ago`."""
    span = when - now
    if abs(span) < timedelta(minutes=1):
        return _("now")
    if span > timedelta(0):
        return _("in %(length)s") % {"length": _length(span)}
    return _("%(length)s ago") % {"length": _length(-span)}


def left(when: datetime, now: datetime) -> str:
    """How much time is left, briefly: `12 min`, `3 h`, `2 d`; `12 min late` when it has passed."""
    span = when - now
    minutes = int(abs(span).total_seconds() // 60)
    if minutes < 90:
        brief = _("%(n)d min") % {"n": minutes}
    elif minutes < 48 * 60:
        brief = _("%(n)d h") % {"n": round(minutes / 60)}
    else:
        brief = _("%(n)d d") % {"n": round(minutes / 1440)}
    return brief if span >= timedelta(0) else _("%(time)s late") % {"time": brief}


def nearness(when: datetime, now: datetime, *, soon: timedelta = SOON) -> Nearness:
    """Whether `when` is past, soon (within `soon`, by default half an hour) or later."""
    if when < now:
        return "past"
    return "soon" if when - now <= soon else "later"
