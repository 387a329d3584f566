"""The roster as weeks: people down, days across; who is really there, and where nobody is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage.kept_rows import Kept
from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import all_gaps_ahead, gaps_ahead
from buckstop.coverage.rules import wall_clock
from buckstop.coverage.rules.duty import Cause, Span, uncovered
from buckstop.doors.desk.addresses import ROSTER_OVERRIDE
from buckstop.doors.desk.presenting.shell import person_url
from buckstop.notices.reach import out_of_reach

WEEK = timedelta(days=7)
SHORT = [
    gettext_lazy("Mon"), gettext_lazy("Tue"), gettext_lazy("Wed"), gettext_lazy("Thu"),
    gettext_lazy("Fri"), gettext_lazy("Sat"), gettext_lazy("Sun"),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """What one day holds of one person, or of nobody: `hours` ("08:00–18:00", several); from when
    to when somebody is put on by choosing it, as clocks there show."""

    hours: list[str]
    today: bool = False
    now: bool = False
    starts: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One person's week; `url` and `key` are empty where it is nobody's."""

    who: str
    url: str
    cells: list[Cell]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days: their names, a line for everybody who is there, and the hours of nobody."""

    days: list[Cell]
    lines: list[Line]
    gaps: Line | None
    rest: Line | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Hours at which somebody should be there and isn't; why, and where somebody is put on. Or,
    `deaf`, somebody who is on a roster and can't be told; why, and their page."""

    says: str
    why: str
    url: str
    deaf: bool = False


def monday(day: date) -> date:
    """The first day of the week that `day` is in."""
    return day - timedelta(days=day.weekday())


def week(kept: Kept, first: date, now: datetime) -> Week:
    """The week that begins with `first`."""
    zone = kept.rows.zone
    edges = [wall_clock.first(datetime.combine(first, time()) + timedelta(days=n), zone)
             for n in range(8)]  # fmt: skip
    spans = kept.duty.spans(edges[0], edges[-1])
    there = [span for span in spans if span.person is not None]
    people = sorted({s.person for s in there if s.person}, key=lambda key: kept.names[key])
    missing = kept.duty.gaps(edges[0], edges[-1])
    alone = uncovered(spans, edges[0], edges[-1])
    lines = [
        Line(
            kept.names[key],
            person_url(key),
            _cells([(s.starts, s.ends) for s in there if s.person == key], edges, now, zone),
            str(key),
        )
        for key in people
    ]
    return Week(
        days=[
            Cell([f"{SHORT[n]} {(first + timedelta(days=n)).day}"], edges[n] <= now < edges[n + 1])
            for n in range(7)
        ],
        lines=lines,
        gaps=_line(_("A gap"), [(s.starts, s.ends) for s in missing], edges, now, zone),
        rest=_line("", alone, edges, now, zone),
    )


type _Times = Iterable[tuple[datetime, datetime]]


def _line(who: str, times: _Times, edges: list[datetime], now: datetime, zone: str) -> Line | None:
    found = list(times)
    return Line(who, "", _cells(found, edges, now, zone)) if found else None


def _cells(times: _Times, edges: list[datetime], now: datetime, zone: str) -> list[Cell]:
    merged = list(_merged(times))
    return [_cell(begin, end, merged, now, zone) for begin, end in pairwise(edges)]


def _cell(
    begin: datetime,
    end: datetime,
    merged: list[tuple[datetime, datetime]],
    now: datetime,
    zone: str,
) -> Cell:
    its = [(max(s, begin), min(e, end)) for s, e in merged if s < end and begin < e]
    today = begin <= now < end
    return Cell(
        [hours(starts, ends, end, zone) for starts, ends in its],
        today,
        today and any(starts <= now < ends for starts, ends in its),
        _typed(its[0][0] if its else begin, zone),
        _typed(its[-1][1] if its else end, zone),
    )


def _typed(at: datetime, zone: str) -> str:
    """As a field of a form has it."""
    return f"{wall_clock.shows(at, zone):%Y-%m-%dT%H:%M}"


def _merged(times: _Times) -> Iterator[tuple[datetime, datetime]]:
    held: tuple[datetime, datetime] | None = None
    for starts, ends in sorted(times):
        if held and starts <= held[1]:
            held = held[0], max(held[1], ends)
            continue
        if held:
            yield held
        held = starts, ends
    if held:
        yield held


def hours(starts: datetime, ends: datetime, midnight: datetime, zone: str) -> str:
    """`08:00–18:00`; to the day's end is 24:00."""
    until = "24:00" if ends == midnight else f"{wall_clock.shows(ends, zone):%H:%M}"
    return f"{wall_clock.shows(starts, zone):%H:%M}–{until}"


def when(starts: datetime, ends: datetime, zone: str) -> str:
    """`Mon 2 March, 08:00 to 18:00`, or with both days."""
    first, last = wall_clock.shows(starts, zone), wall_clock.shows(ends, zone)
    if last.date() == first.date():
        return _("%(day)s, %(starts)s to %(ends)s") % {
            "day": said_day(first), "starts": f"{first:%H:%M}", "ends": f"{last:%H:%M}",
        }  # fmt: skip
    return _("%(starts)s to %(ends)s") % {"starts": _said(first), "ends": _said(last)}


def said_day(day: datetime) -> str:
    """`Mon 2 March`."""
    return f"{SHORT[day.weekday()]} {day.day} {MONTHS[day.month]}"


def _said(at: datetime) -> str:
    return f"{said_day(at)}, {at:%H:%M}"


def gaps(now: datetime, team: UUID | None = None, *, leads: bool) -> list[Gap]:
    """The gaps of a roster in the next four weeks, and their causes; leads can put somebody on."""
    kept, found = gaps_ahead(now, team)
    return _deaf([kept], now) + _gaps(kept, found, now, team, leads)


def gaps_of(
    here: OnDuty, now: datetime, teams: Mapping[UUID | None, str], *, leads: bool
) -> list[Gap]:
    """The same of several teams, each with its name where it has one."""
    found = all_gaps_ahead(now, here.stamp)
    return _deaf([found[team][0] for team in teams], now) + [
        replace(gap, says=f"{name}: {gap.says}") if name else gap
        for team, name in teams.items()
        for gap in _gaps(*found[team], now, team, leads)
    ]


def _gaps(
    kept: Kept, found: list[Span], now: datetime, team: UUID | None, leads: bool
) -> list[Gap]:
    zone = kept.rows.zone
    return [
        Gap(
            when(max(span.starts, now), span.ends, zone),
            _why(span, kept.names),
            _cover(span, zone, team) if leads else "",
        )
        for span in found
    ]


def _deaf(rosters: Iterable[Kept], now: datetime) -> list[Gap]:
    """Who of these rosters can't be told of anything away from the pages, by name."""
    names = {key: one.names[key] for one in rosters for key in one.limits}
    deaf = sorted(out_of_reach(names, now), key=lambda key: names[key].casefold())
    why = _(
        "is on the roster, and nothing reaches them: mail to them doesn’t arrive, and no other"
        " way of theirs works."
    )
    return [Gap(names[key], why, person_url(key), deaf=True) for key in deaf]


def _why(span: Span, names: dict[UUID, str]) -> str:
    who = {"who": names.get(span.of, _("somebody"))}
    if span.cause is Cause.LEFT:
        return _("%(who)s works at the desk no more.") % who
    return _("%(who)s is away, and nobody who is there stands in.") % who


def _cover(span: Span, zone: str, team: UUID | None) -> str:
    """The sheet that puts somebody on, filled in."""
    starts, ends = (_typed(at, zone) for at in (span.starts, span.ends))
    return ROSTER_OVERRIDE.url(starts=starts, ends=ends, team=team)
