"""Found first, by service and month, and what was missed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.reader import Reader
from buckstop.signals.firsts import Counted, ForNothing
from buckstop.signals.rules.firsts import First, Rate, first, lead, rate


@dataclass(frozen=True, slots=True)
class Line:
    """A service in a month."""

    month: str
    service: str
    share: str
    lead: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One that counts: who was first, by how long, and which signal stood there."""

    ref: str
    title: str
    url: str
    services: str
    how: str
    at: datetime
    missed: bool
    better: list[Button]


def sentence(rows: Sequence[Counted]) -> str:
    """`A signal was first in 7 of 9 problems, by 12 minutes (median).`"""
    found = rate(one.known for one in rows)
    if not found.all:
        return _("No problem of a service yet. Let your tools send signals, and name services.")
    said = ngettext(
        "A signal was first in %(k)s of %(n)s problem",
        "A signal was first in %(k)s of %(n)s problems",
        found.all,
    ) % {"k": found.found_first, "n": found.all}
    if found.lead is None:
        return f"{said}."
    return _("%(said)s, by %(lead)s (median).") % {"said": said, "lead": _long(found.lead)}


def lines(rows: Sequence[Counted], reader: Reader) -> list[Line]:
    """By month, the newest first, and service."""
    parts: dict[tuple[int, int, str], list[Counted]] = defaultdict(list)
    for one in rows:
        local = one.problem.opened_at.astimezone(reader.zone)
        for service in one.services or ("",):
            parts[-local.year, -local.month, service].append(one)
    return [
        _line(f"{MONTHS[-month]} {-year}", service or _("no service"), rate(o.known for o in each))
        for (year, month, service), each in sorted(parts.items())
    ]


def _line(month: str, service: str, found: Rate) -> Line:
    share = _("%(k)s of %(n)s") % {"k": found.found_first, "n": found.all}
    return Line(month, service, share, _long(found.lead) if found.lead else "–")


def problems(rows: Sequence[Counted], reader: Reader) -> list[Problem]:
    """Every one that counts, what was missed first."""
    ordered = sorted(rows, key=lambda one: first(one.known) is not First.MISSED)
    return [_problem(one, reader) for one in ordered]


def _problem(one: Counted, reader: Reader) -> Problem:
    who, better = first(one.known), list[Button]()
    if who is First.MISSED and one.stood is not None:
        said = {"signal": one.stood.title, "source": one.stood.source.name}
        how = _("a customer, although “%(signal)s” of %(source)s stood there") % said
        better = buttons(Spot.MISSED, Subject(reader=reader, row=one.stood))
    elif who is First.CUSTOMER or who is First.MISSED:
        how = _("a customer")
    else:
        by = lead(one.known)
        how = _("a signal, by %(lead)s") % {"lead": _long(by)} if by else _("a signal alone")
    return Problem(
        ref=one.problem.ref,
        title=one.problem.title,
        url=PROBLEM.url(one.problem.number),
        services=", ".join(one.services),
        how=how,
        at=one.problem.opened_at,
        missed=who is First.MISSED,
        better=better,
    )


@dataclass(frozen=True, slots=True)
class Vain:
    """A signal whose problems came to nothing."""

    title: str
    about: str
    acts: list[Button]


def vain(rows: Sequence[ForNothing], reader: Reader) -> list[Vain]:
    """Each, the most often first."""
    return [
        Vain(
            one.episode.title,
            ngettext(
                "%(source)s: %(n)s problem that came to nothing",
                "%(source)s: %(n)s problems that came to nothing",
                one.times,
            ) % {"source": one.episode.source.name, "n": one.times},
            buttons(Spot.FOR_NOTHING, Subject(reader=reader, row=one.episode)),
        )
        for one in rows
    ]  # fmt: skip


def _long(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    if minutes < 120:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
