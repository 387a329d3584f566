"""Invitations and other calendar entries (iCalendar, RFC 5545) as text that a person reads."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from buckstop.mail import limits
from buckstop.mail.html_text import html_to_text
from buckstop.mail.storable import one_line, storable

_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r'([A-Za-z0-9-]{1,60}+)((?:;[^:;"]*+(?:"[^"]*+"[^:;"]*+)*+)*+):(.*)')
_PARAMETER = re.compile(r';([A-Za-z0-9-]{1,60})=("[^"]*"|[^;]*)')
_ESCAPED = re.compile(r"\\(.)")
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?\Z")
_DURATION = re.compile(r"\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?)?")
_MARKUP = re.compile(r"<(?:br|p|div|a|b|html|span)\b[^<>]{0,200}>", re.I)
_EVENTS, _PEOPLE = 20, 20
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_METHODS = {
    "request": "Invitation",
    "cancel": "Cancelled",
    "counter": "Another time is proposed",
    "declinecounter": "The proposed time is declined",
    "refresh": "Asks for the latest version",
}
_ANSWERS = {
    "accepted": "accepts",
    "declined": "declines",
    "tentative": "may come",
    "delegated": "sends somebody else",
}
_EVERY = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year", "HOURLY": "hour"}
_WEEKDAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), _DAYS, strict=True))


@dataclass(slots=True)
class _Property:
    parameters: dict[str, str]
    value: str


@dataclass(slots=True)
class _Entry:
    """An event or a task: its properties by name."""

    properties: dict[str, list[_Property]] = field(default_factory=dict)

    def first(self, name: str) -> _Property:
        return self.properties.get(name, [_Property({}, "")])[0]

    def text(self, name: str) -> str:
        return _unescaped(self.first(name).value)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar's entries in words, and the first one's title."""

    text: str
    summary: str


def read_calendar(content: str, method: str = "") -> Calendar | None:
    """The entries of an iCalendar file; None where there is none. `method` as its header has it."""
    entries, said = _entries(content[: limits.TEXT])
    if not entries:
        return None
    method = (said or method).strip().lower()
    text = "\n\n".join(_words(entry, method) for entry in entries[:_EVENTS])
    if len(entries) > _EVENTS:
        text += f"\n\n({len(entries) - _EVENTS} more entries stand in the attached file.)"
    return Calendar(storable(text), one_line(entries[0].text("SUMMARY"), limits.NAME))


def _entries(content: str) -> tuple[list[_Entry], str]:
    """Events and tasks in order, and the method; alarms and time zones within are left out."""
    entries: list[_Entry] = []
    method, inside = "", 0
    for line in _FOLD.sub("", content).splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        name, value = found[1].upper(), found[3]
        if name in ("BEGIN", "END"):
            kind = value.strip().upper()
            if kind in ("VEVENT", "VTODO", "VJOURNAL"):
                inside = int(name == "BEGIN")
                if inside:
                    entries.append(_Entry())
            elif inside:
                inside += 1 if name == "BEGIN" else -1
        elif name == "METHOD" and not inside:
            method = value
        elif inside == 1:
            parameters = {
                one[1].upper(): one[2].strip('"') for one in _PARAMETER.finditer(found[2])
            }
            entries[-1].properties.setdefault(name, []).append(_Property(parameters, value))
    return entries, method


def _words(entry: _Entry, method: str) -> str:
    lines = [f"{_kind(entry, method)}: {one_line(entry.text('SUMMARY'), 500) or 'without a title'}"]
    for label, said in (
        ("When", _when(entry)),
        ("Repeats", _repeats(entry.first("RRULE").value)),
        ("Where", one_line(entry.text("LOCATION"), 1000)),
        ("Organiser", _person(entry.first("ORGANIZER"))),
        ("Attendees", _attendees(entry)),
    ):
        if said:
            lines.append(f"{label}: {said}")
    description = _description(entry)
    return "\n".join(lines) + (f"\n\n{description}" if description else "")


def _kind(entry: _Entry, method: str) -> str:
    if method == "reply":
        who = entry.first("ATTENDEE")
        answer = _ANSWERS.get(who.parameters.get("PARTSTAT", "").lower(), "answers")
        return f"{_person(who) or 'Somebody'} {answer}"
    if entry.text("STATUS").upper() == "CANCELLED":
        return "Cancelled"
    return _METHODS.get(method, "Calendar entry")


def _when(entry: _Entry) -> str:
    """When it is, in words, with its zone; only days where it takes whole days."""
    start = entry.first("DTSTART")
    begins, zone = _time(start)
    if begins is None:
        due = _time(entry.first("DUE"))
        return f"due {_said(*due)}" if due[0] is not None else one_line(start.value, 100)
    ends, end_zone = _time(entry.first("DTEND"))
    if ends is None and (length := _duration(entry.text("DURATION"))):
        ends, end_zone = begins + length, zone
    if not isinstance(begins, datetime) or _takes_whole_days(entry):
        return _days(begins, ends)
    if not isinstance(ends, datetime) or ends <= begins:
        return _said(begins, zone)
    if begins.date() == ends.date() and zone == end_zone:
        return f"{_day(begins)}, {begins:%H:%M}–{ends:%H:%M}{_in(zone)}"
    if zone == end_zone:
        return f"{_day(begins)}, {begins:%H:%M} – {_said(ends, zone)}"
    return f"{_said(begins, zone)} – {_said(ends, end_zone)}"


def _takes_whole_days(entry: _Entry) -> bool:
    return entry.text("X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE"


def _days(begins: date, ends: date | None) -> str:
    """Whole days; the end that a calendar states is the day after."""
    first = begins.date() if isinstance(begins, datetime) else begins
    last = ends.date() if isinstance(ends, datetime) else ends
    if last is None or (last - first).days <= 1:
        return f"{_day(first)}, all day"
    return f"{_day(first)} – {_day(last - timedelta(days=1))}, all day"


def _time(said: _Property) -> tuple[datetime | date | None, str]:
    """A date or a time as it was written, and the name of its zone."""
    found = _TIME.match(said.value.strip())
    if found is None:
        return None, ""
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    try:
        if found[4] is None:
            return date(year, month, day), ""
        when = datetime(year, month, day, int(found[4]), int(found[5]), tzinfo=UTC)
    except ValueError:
        return None, ""
    return when, "UTC" if found[7] else one_line(said.parameters.get("TZID", "").lstrip("/"), 60)


def _duration(said: str) -> timedelta:
    found = _DURATION.match(said.strip())
    weeks, days, hours, minutes = (int(one or 0) for one in found.groups()) if found else (0,) * 4
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)


def _said(when: datetime | date | None, zone: str) -> str:
    if not isinstance(when, datetime):
        return _day(when) if when else ""
    return f"{_day(when)}, {when:%H:%M}{_in(zone)}"


def _in(zone: str) -> str:
    return f" ({zone})" if zone else ""


def _day(when: date) -> str:
    return f"{_DAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1]} {when.year}"


def _repeats(rule: str) -> str:
    """How it comes again, in a line; "" where it doesn't."""
    parts = dict(one.partition("=")[::2] for one in rule.upper().split(";")[:20])
    unit = _EVERY.get(parts.get("FREQ", ""))
    if unit is None:
        return one_line(rule, 200)
    every = parts.get("INTERVAL", "1")
    said = f"every {unit}" if every == "1" else f"every {one_line(every, 6)} {unit}s"
    days = [
        _WEEKDAYS[one[-2:]] for one in parts.get("BYDAY", "").split(",") if one[-2:] in _WEEKDAYS
    ]
    if days:
        said += " on " + ", ".join(days)
    if count := parts.get("COUNT"):
        said += f", {one_line(count, 6)} times"
    until, _zone = _time(_Property({}, parts.get("UNTIL", "")))
    return said + (f", until {_day(until)}" if until else "")


def _person(said: _Property) -> str:
    """`Name <address>`, or what there is of it."""
    address = one_line(said.value, 300)
    address = address[7:] if address[:7].lower() == "mailto:" else address
    name = one_line(said.parameters.get("CN", ""), limits.NAME)
    if not name or name.lower() == address.lower():
        return address
    return f"{name} <{address}>" if address else name


def _attendees(entry: _Entry) -> str:
    people = entry.properties.get("ATTENDEE", [])
    said = ", ".join(filter(None, map(_person, people[:_PEOPLE])))
    return said + (f" and {len(people) - _PEOPLE} more" if len(people) > _PEOPLE else "")


def _description(entry: _Entry) -> str:
    text = entry.text("DESCRIPTION").strip()
    if not text or _MARKUP.search(text):
        markup = text or entry.text("X-ALT-DESC")
        text = html_to_text(markup[: limits.HTML_LAID_OUT]) if markup else ""
    return text.strip()


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda one: "\n" if one[1] in "nN" else one[1], value)
