"""The instant that is meant by a time said in words."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from buckstop.conversations.wording.grammar import Grammar, Kind, Part, times_in

_CLOSING = -1  # an hour: when the day ends
_NOON = 12
_EARLIEST = 7  # a bare "four" is no hour of the night


@dataclass(frozen=True, slots=True)
class SpokenTime:
    """A time in a draft: where it stands, and the instant in UTC."""

    start: int
    end: int
    at: datetime


def spoken_times(
    text: str, grammar: Grammar, *, now: datetime, zone: tzinfo, closes: time
) -> list[SpokenTime]:
    """The times in `text` that are still to come, read in `zone` at `now`.

    A day without an hour is meant until it `closes`; an hour without a day is the next such.
    """
    local = now.astimezone(zone)
    found = []
    for parts in times_in(text, grammar):
        at = _instant(parts, grammar, local, closes)
        if at is not None and at > now:
            found.append(SpokenTime(parts[0].start, parts[-1].end, at))
    return found


def _instant(parts: list[Part], grammar: Grammar, local: datetime, closes: time) -> datetime | None:
    by_kind = {part.form.kind: part for part in parts}
    try:
        if span := by_kind.get(Kind.SPAN):
            return _after(span, grammar, local, closes)
        clock, part, day = (by_kind.get(k) for k in (Kind.CLOCK, Kind.PART, Kind.DAY))
        on = _day(day, grammar, local) if day else local.date()
        hour, exact = _hour(clock, part, grammar, closes)
        at = _on(on, hour, local)
        if at <= local and on == local.date():
            at = _later(at, local, exact=exact, has_day=day is not None, is_clock=clock is not None)
        return at
    except (ValueError, OverflowError, KeyError):  # the 31st of June, hour 26
        return None


def _later(
    at: datetime, local: datetime, *, exact: bool, has_day: bool, is_clock: bool
) -> datetime:
    """An hour that is over today: this afternoon's, else tomorrow's where no day was said."""
    wall = at.astimezone(local.tzinfo)
    if is_clock and not exact and wall.hour < _NOON:
        evening = _on(wall.date(), wall.time().replace(hour=wall.hour + _NOON), local)
        if evening > local and has_day:
            return evening
    if is_clock and not has_day:
        return _on(wall.date() + timedelta(days=1), wall.time(), local)
    return at


def _on(day: date, hour: time, local: datetime) -> datetime:
    """That hour of that day, in UTC; an hour that summer time leaves out is the one after."""
    return datetime.combine(day, hour, local.tzinfo).astimezone(UTC)


def _after(part: Part, grammar: Grammar, local: datetime, closes: time) -> datetime:
    """So long from now: minutes to the minute, days until they close."""
    means = part.form.means
    n = grammar.number(part.groups["n"]) if "n" in part.groups else means.get("n", 1)
    if "minutes" in means:
        exact = local.astimezone(UTC) + timedelta(minutes=n * means["minutes"])
        return exact.replace(second=0, microsecond=0)
    day = local.date()
    if "workdays" in means:
        while n > 0:
            day += timedelta(days=1)
            n -= day.weekday() < 5
        return _on(day, closes, local)
    return _on(day + timedelta(days=n * means["days"]), closes, local)


def _day(part: Part, grammar: Grammar, local: datetime) -> date:
    today, said, means = local.date(), part.groups, part.form.means
    if "ahead" in means:
        return today + timedelta(days=means["ahead"])
    if "weekday" in said or "weekday" in means:
        wanted = grammar.weekday(said["weekday"]) if "weekday" in said else means["weekday"]
        if "next" in said:
            return today + timedelta(days=7 - today.weekday() + wanted)
        least = 0 if "weekday" in means else 1
        return today + timedelta(days=(wanted - today.weekday() - least) % 7 + least)
    month = grammar.month(said["month"]) if "month" in said else int(said["mo"])
    if "y" in said:
        return date(int(said["y"]), month, int(said["d"]))
    day = date(today.year, month, int(said["d"]))
    return day if day >= today else date(today.year + 1, month, int(said["d"]))


def _hour(
    clock: Part | None, part: Part | None, grammar: Grammar, closes: time
) -> tuple[time, bool]:
    """The hour, and whether it can't be twelve hours later as well."""
    if clock is None:
        hour = part.form.means["hour"] if part else _CLOSING
        return (closes if hour == _CLOSING else time(hour)), True
    said, means = clock.groups, clock.form.means
    if "hour" in means:
        return time(means["hour"]), True
    hour, minutes = grammar.number(said["h"]), means.get("minutes", 0)
    if "m" in said:
        minutes += grammar.number(said["m"])
    half: Any = "after" if "pm" in said else "before" if "am" in said else None
    if half is None and part is not None:
        half = "after" if part.form.means["hour"] > _NOON else "before"
    exact = half is not None or hour > _NOON or said["h"].startswith("0")
    if half == "after" and hour < _NOON:
        hour += _NOON
    elif half == "before" and hour == _NOON and "am" in said:
        hour = 0
    elif not exact and hour < _EARLIEST:
        hour += _NOON
    total = hour * 60 + minutes
    return time(total // 60 % 24, total % 60) if 0 <= total <= 24 * 60 else time(25), exact
