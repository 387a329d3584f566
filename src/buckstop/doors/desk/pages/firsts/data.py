"""Found first, by service and month, and what was missed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.reader import Reader
from buckstop.outreach.shares import Share, together
from buckstop.signals.firsts import Counted, ForNothing
from buckstop.signals.rules.firsts import First, Rate, first, lead, rate

SHOWN = 200  # problems; the figures count all


@dataclass(frozen=True, slots=True)
class Line:
    """A service in a month."""

    month: str
    service: str
    share: str
    lead: str
    told: str


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


def told(share: Share) -> str:
    """`24 of 31 customers of what several had were told before they asked (77 %).`"""
    if not share.all:
        return ""
    said = ngettext(
        "%(k)s of %(n)s customer of what several had was told before they asked (%(part)s %%).",
        "%(k)s of %(n)s customers of what several had were told before they asked (%(part)s %%).",
        share.all,
    ) % {"k": share.told, "n": share.all, "part": round(100 * share.told / share.all)}
    if not share.failed:
        return said
    return f"{said} {_('More than 30 % asked whether it is down: tell them earlier.')}"


def lines(rows: Sequence[Counted], told: Mapping[UUID, Share], reader: Reader) -> list[Line]:
    """By month, the newest first, and service."""
    parts: dict[tuple[int, int, str], list[Counted]] = defaultdict(list)
    for one in rows:
        local = one.problem.opened_at.astimezone(reader.zone)
        for service in one.services or ("",):
            parts[-local.year, -local.month, service].append(one)
    return [
        _line(
            f"{MONTHS[-month]} {-year}",
            service or _("no service"),
            rate(one.known for one in each),
            together(told.get(one.problem.pk, Share()) for one in each),
        )
        for (year, month, service), each in sorted(parts.items())
    ]


def _line(month: str, service: str, found: Rate, told: Share) -> Line:
    share = _("%(k)s of %(n)s") % {"k": found.found_first, "n": found.all}
    before = _("%(k)s of %(n)s") % {"k": told.told, "n": told.all} if told.all else "–"
    return Line(month, service, share, _long(found.lead) if found.lead else "–", before)


def problems(rows: Sequence[Counted], reader: Reader) -> list[Problem]:
    """What counts, what was missed first, then the newest."""
    ordered = sorted(rows, key=lambda one: first(one.known) is not First.MISSED)
    return [_problem(one, reader) for one in ordered[:SHOWN]]


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
