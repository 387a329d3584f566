"""Promises of news, told apart: by month, team, service level and service; each opens its list."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage.queries import roster
from buckstop.doors.desk.addresses import KEPT, PROBLEM
from buckstop.doors.desk.pages.outcomes.data import Listed
from buckstop.kit.ids import key_of
from buckstop.problems.models import Problem
from buckstop.reliability.queries import promises
from buckstop.reliability.queries.promises import NAMED, NONE, Part, since_of
from buckstop.reliability.rules.beta import share
from buckstop.reliability.rules.trust import Promises
from buckstop.reliability.shares import percent, sure

HEADINGS = {
    Part.MONTH: gettext_lazy("Promises by month"),
    Part.TEAM: gettext_lazy("By team, last 90 days"),
    Part.LEVEL: gettext_lazy("By service level, last 90 days"),
    Part.SERVICE: gettext_lazy("By service, last 90 days"),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """Promises of one part, and where those that were missed are listed."""

    name: str
    kept: str
    sure: str
    of: int
    url: str


def tables(at: datetime) -> list[tuple[str, list[Kept]]]:
    """Each way to tell them apart that tells anything apart, with its rows."""
    found = [(part, _table(part, at)) for part in Part]
    usual = (Part.MONTH, Part.TEAM)
    return [(str(HEADINGS[part]), rows) for part, rows in found if part in usual or len(rows) > 1]


def name(part: Part, key: str) -> str | None:
    """What a part is called; None where there is no such."""
    return _names(part, [key]).get(key)


def listed(part: Part, key: str, at: datetime) -> list[Listed]:
    """Those of a part that were missed, the last first."""
    rows = promises.missed(part, key, since_of(part, at), at)
    problems = Problem.objects.in_bulk([problem for _at, problem in rows])
    found = [(when, problems[key]) for when, key in rows if key in problems]
    return [Listed(p.ref, p.title, PROBLEM.url(p.number), when, "") for when, p in found]


def _table(part: Part, at: datetime) -> list[Kept]:
    found = promises.by_part(part, since_of(part, at), at)
    names = _names(part, list(found))
    if part is Part.MONTH:
        return [_kept(part, key, names[key], found[key]) for key in sorted(names, reverse=True)]
    ordered = sorted(names.items(), key=lambda one: one[1])
    return [_kept(part, key, called, found[key]) for key, called in ordered if key in found]


def _kept(part: Part, key: str, called: str, one: Promises) -> Kept:
    good = one.kept + one.moved
    surely = sure(share(good, one.missed))
    return Kept(called, percent(good / one.ended), surely, one.ended, KEPT.url(part, key))


def _names(part: Part, keys: list[str]) -> dict[str, str]:
    if part is Part.MONTH:
        return {key: date_format(at, "F Y") for key in keys if (at := _month(key))}
    asked = [known for key in keys if (known := key_of(key))]
    names = {str(row.pk): row.name for row in NAMED[part]._default_manager.filter(pk__in=asked)}
    if NONE in keys:
        names[NONE] = _of_none(part)
    return {key: names[key] for key in keys if names.get(key)}


def _of_none(part: Part) -> str:
    """What those are called that are of no team or level; "": they aren't listed."""
    if part is Part.TEAM:
        return roster().name
    return _("The usual level") if part is Part.LEVEL else ""


def _month(key: str) -> datetime | None:
    try:
        return datetime.strptime(key, "%Y-%m").replace(tzinfo=UTC)
    except ValueError:
        return None
