"""A roster as another program wrote it (iCalendar, RFC 5545): its events, read as turns.

What comes every week without end is a weekly shift, by the clock of its own zone; anything else is
turns, one by one, for the next QUARTER. Recurrence is expanded by `recurring_ical_events`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from buckstop.coverage.rules import wall_clock
from buckstop.ledger.refused import Refused

LARGEST = 256 * 1024  # bytes
MOST = 500  # turns
QUARTER = timedelta(days=91)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Named:
    """Whom an event names: what it is called, and the addresses of who takes part."""

    title: str
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody is there from `starts` to `ends`, by the clock on the roster's wall."""

    who: Named
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Weekly:
    """Somebody is there every week on `weekday`; an empty `zone` is the roster's."""

    who: Named
    weekday: int
    starts: time
    ends: time
    zone: str = ""


type Line = Turn | Weekly


def read(said: bytes, zone: str, at: datetime) -> list[Line]:
    """What a calendar says of the time from `at` on, in order; refuses what is none."""
    if len(said) > LARGEST:
        raise Refused("too-large", _("That file is too large: at most 256 KiB."), "file")
    events = _events(said)
    weekly = [one for one in events if _comes_every_week(one, events, at)]
    found: list[Line] = [line for one in weekly for line in _weekly(one, zone)]
    read_already = {id(one) for one in weekly}
    found += _turns([one for one in events if id(one) not in read_already], zone, at)
    if len(found) > MOST:
        words = _("That are more than %(n)s turns: bring fewer at once.") % {"n": MOST}
        raise Refused("too-many", words, "file")
    return sorted(found, key=_place)


def _place(line: Line) -> tuple[bool, str, str]:
    when = str(line.weekday) if isinstance(line, Weekly) else line.starts.isoformat()
    return isinstance(line, Turn), when, line.who.title


def _events(said: bytes) -> list[Any]:
    ical = import_module("icalendar")
    try:
        calendars = ical.Calendar.from_ical(said, multiple=True)
        events = [event for one in calendars for event in one.walk("VEVENT")]
        kept = [event for event in events if _start(event) is not None]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        calendars, kept = [], []
    if not calendars:
        raise Refused("no-calendar", _("That is no iCalendar file (.ics)."), "file")
    for event in kept:
        if _rule(event).get("FREQ", [""])[0] in ("SECONDLY", "MINUTELY"):
            raise Refused("too-often", _("An event in it comes more often than hourly."), "file")
    if len(kept) > MOST:
        words = _("That are more than %(n)s turns: bring fewer at once.") % {"n": MOST}
        raise Refused("too-many", words, "file")
    return [one for one in kept if str(one.get("STATUS", "")).upper() != "CANCELLED"]


def _start(event: Any) -> Any:
    found = event.get("DTSTART")
    return found.dt if found is not None else None


def _length(event: Any) -> timedelta:
    """How long it takes; a whole day where nothing else is said of one."""
    starts = _start(event)
    if event.get("DTEND") is not None:
        ends = event["DTEND"].dt
        length: timedelta = ends - starts
        return length
    if event.get("DURATION") is not None:
        said: timedelta = event["DURATION"].dt
        return said
    return _A_DAY if not isinstance(starts, datetime) else timedelta()


def _rule(event: Any) -> dict[str, Any]:
    found = event.get("RRULE")
    return dict(found) if isinstance(found, dict) else {}


def _comes_every_week(event: Any, events: Iterable[Any], at: datetime) -> bool:
    """Whether a weekly shift says all of it: each week, without an end and without exceptions."""
    rule, starts = _rule(event), _start(event)
    if not isinstance(starts, datetime) or str(rule.get("FREQ", [""])[0]) != "WEEKLY":
        return False
    if set(rule) - {"FREQ", "BYDAY", "WKST", "INTERVAL"} or rule.get("INTERVAL", [1])[0] != 1:
        return False
    if any(name in event for name in ("EXDATE", "RDATE", "RECURRENCE-ID")):
        return False
    if any(day not in WEEKDAYS for day in rule.get("BYDAY", [])):
        return False
    moved = [one for one in events if one.get("UID") == event.get("UID") and one is not event]
    begun = starts.replace(tzinfo=None) <= at.replace(tzinfo=None) + _A_DAY
    return begun and not moved and timedelta() < _length(event) <= _A_DAY


def _weekly(event: Any, zone: str) -> Iterator[Weekly]:
    starts = _start(event)
    its = _zone(starts)
    ends = (starts.replace(tzinfo=None) + _length(event)).time()
    days = _rule(event).get("BYDAY") or [WEEKDAYS[starts.weekday()]]
    for who in _named(event):
        for day in days:
            yield Weekly(
                who, WEEKDAYS.index(day), starts.time(), ends, "" if its in ("", zone) else its
            )


def _zone(at: datetime) -> str:
    """The zone of a time, where it is one that has a name."""
    name = getattr(at.tzinfo, "key", "") or ""
    return name if name in available_timezones() else ""


def _turns(events: list[Any], zone: str, at: datetime) -> Iterator[Turn]:
    ical, recurring = import_module("icalendar"), import_module("recurring_ical_events")
    calendar = ical.Calendar()
    for event in events:
        calendar.add_component(event)
    try:
        found = recurring.of(calendar, skip_bad_series=True).between(at, at + QUARTER)
    except (ValueError, TypeError, OverflowError) as wrong:
        words = _("Its times can’t be read: %(why)s") % {"why": str(wrong)[:200]}
        raise Refused("bad-times", words, "file") from wrong
    for event in found:
        starts = _start(event)
        first, last = _on_wall(starts, zone), _on_wall(starts + _length(event), zone)
        if last > first:
            yield from (Turn(who, first, last) for who in _named(event))


def _on_wall(at: date | datetime, zone: str) -> datetime:
    """What the roster's clock shows then; a time without a zone, and a day, is by that clock."""
    if not isinstance(at, datetime):
        return datetime.combine(at, time())
    if at.tzinfo is None:
        return at
    return wall_clock.shows(at.astimezone(ZoneInfo("UTC")), zone)


def _named(event: Any) -> list[Named]:
    """Each who takes part has a turn of their own; without any, whoever its title names."""
    title = str(event.get("SUMMARY", "")).strip()[:200]
    said = event.get("ATTENDEE", [])
    several = said if isinstance(said, list) else [said]
    addresses = [str(one).lower().removeprefix("mailto:").strip() for one in several]
    return [Named(title, (one,)) for one in addresses if one] or [Named(title)]
