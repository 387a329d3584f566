"""The weekly roster."""

from collections.abc import Iterable
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from buckstop.coverage.models import Shift as Row
from buckstop.coverage.queries import weekly
from buckstop.coverage.rules import DAYS
from buckstop.coverage.rules.duty import INSTANT
from buckstop.doors.components.shown.lists import RosterDay, Shift
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.presenting.shell import person_url
from buckstop.doors.desk.reader import Reader

_DAY = 24 * 60


def days(rows: Iterable[Row], zone: str, reader: Reader, *, alone: bool) -> list[RosterDay]:
    """Seven days with their shifts; and the hours that no shift covers, where they are `alone`."""
    shifts = list(rows)
    today = reader.now.astimezone(ZoneInfo(zone)).weekday()
    covered, elsewhere = _covered(shifts), any(row.zone for row in shifts)
    return [
        RosterDay(
            name=str(DAYS[weekday]),
            today=weekday == today,
            shifts=[_shift(row, zone, reader) for row in shifts if row.weekday == weekday],
            uncovered=_said(covered[weekday]) if alone and not elsewhere else "",
        )
        for weekday in range(7)
    ]


def _shift(row: Row, zone: str, reader: Reader) -> Shift:
    now = weekly(row).turns(reader.now, reader.now + INSTANT, zone)
    remove = button(Spot.SHIFT, Subject(reader=reader, row=row))
    return Shift(
        who=row.person.public_name,
        url=person_url(row.person_id),
        starts=f"{row.starts:%H:%M}",
        ends=f"{row.ends:%H:%M}",
        zone=row.zone,
        running=any(now),
        remove_url=remove.url if remove else "",
    )


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _covered(rows: list[Row]) -> list[list[tuple[int, int]]]:
    """The covered minutes of each day; what runs past midnight counts for the next day too."""
    found: list[list[tuple[int, int]]] = [[] for _day in range(7)]
    for row in rows:
        starts, ends = _minutes(row.starts), _minutes(row.ends)
        if ends > starts:
            found[row.weekday].append((starts, ends))
        else:
            found[row.weekday].append((starts, _DAY))
            found[(row.weekday + 1) % 7].append((0, ends))
    return found


def _said(covered: list[tuple[int, int]]) -> str:
    """`18:00 to 22:00`, several with commas, `all day`, or nothing."""
    gaps, at = [], 0
    for starts, ends in [*sorted(covered), (_DAY, _DAY)]:
        if starts > at:
            gaps.append((at, starts))
        at = max(at, ends)
    if gaps == [(0, _DAY)]:
        return str(_("all day"))
    return ", ".join(_between(_clock(a), _clock(b)) for a, b in gaps)


def _between(first: str, last: str) -> str:
    return gettext("%(first)s to %(last)s") % {"first": first, "last": last}


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def sentences(rows: Iterable[Row]) -> list[str]:
    """One person's shifts, days with the same hours together: `Monday, Tuesday: 08:00 to 18:00`."""
    hours: dict[str, list[Any]] = {}
    for row in rows:
        hours.setdefault(_hours(row), []).append(row.weekday)
    return [f"{day_names(sorted(set(found)))}: {said}" for said, found in hours.items()]


def _hours(row: Row) -> str:
    hours = _between(f"{row.starts:%H:%M}", f"{row.ends:%H:%M}")
    return f"{hours} ({row.zone})" if row.zone else hours


def day_names(weekdays: list[int]) -> str:
    """`Monday to Friday`, or the days with commas."""
    if len(weekdays) > 2 and weekdays == list(range(weekdays[0], weekdays[-1] + 1)):
        return _between(str(DAYS[weekdays[0]]), str(DAYS[weekdays[-1]]))
    return ", ".join(str(DAYS[day]) for day in weekdays)
