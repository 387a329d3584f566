"""What a problem is about and whom it affects, as its page says it beside the customers."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import AFFECTED, PROBLEM, SERVICE, SIGNALS
from buckstop.doors.desk.pages.affected.data import sentence
from buckstop.doors.desk.pages.problem.above import Above
from buckstop.doors.desk.reader import Reader
from buckstop.problems.models import Case, Problem
from buckstop.problems.queries.problem_view import ProblemView
from buckstop.services.models import Dependency
from buckstop.signals import queries
from buckstop.signals.around import Around, around
from buckstop.signals.models import Episode, EpisodeState, ProblemService


@dataclass(frozen=True, slots=True)
class FoundBefore:
    """A problem that a signal showed, and which may be the same trouble."""

    ref: str
    title: str
    url: str
    join: Button | None


@dataclass(frozen=True, slots=True)
class Alike:
    """A report of the last hour that may be the same trouble."""

    customer: str
    title: str
    ref: str
    url: str


@dataclass(frozen=True, slots=True)
class AroundLine:
    """A signal that isn’t over, or something that changed, on what they use or what that needs."""

    what: str
    about: str
    at: datetime
    url: str = ""


@dataclass(frozen=True, slots=True)
class Exposure:
    """Its services, how many customers it affects, where that stands in full, what to do; what its
    customers use, and what fires or changed there."""

    url: str
    services: str
    sentence: str
    add: Button | None
    watch: list[Button]
    before: list[FoundBefore]
    alike: list[Alike]
    join_all: Button | None
    uses: str
    around: list[AroundLine]


def exposure(seen: ProblemView, reader: Reader, over: Above) -> Exposure | None:
    """None where the house knows no services, or the reader isn't of the desk."""
    if not reader.at_desk or not (over.services or over.burst):
        return None
    problem = seen.problem
    alike = queries.reported_alike(problem) if over.burst and not problem.is_closed else []
    joins = bool(alike) and queries.is_of_burst(problem)
    on = Subject(reader=reader, problem=problem, view=seen)
    named = queries.named(problem)
    found = _around(seen, named, on)
    is_clear = problem.is_closed or joins or (bool(named) and not alike)
    return Exposure(
        url=AFFECTED.url(problem.number),
        services=", ".join(row.service.name for row in named),
        sentence=sentence(queries.affected(problem, at=reader.now)) if named else "",
        add=button(Spot.AFFECTED_SERVICES, on),
        watch=buttons(Spot.FOUND, on) if named and not seen.cases else [],
        before=[] if is_clear else _found_before(seen, on),
        alike=[_alike(case) for case in alike if joins],
        join_all=button(Spot.BURST, on) if joins else None,
        uses="; ".join(found.uses),
        around=_lines(found, problem),
    )


def _around(seen: ProblemView, named: list[ProblemService], on: Subject) -> Around:
    problem = seen.problem
    if problem.is_closed:
        return Around()
    theirs = {case.customer_id for case in seen.cases if case.customer_id is not None}
    return around(
        theirs, named=[row.service_id for row in named], opened=problem.opened_at,
        at=on.reader.now,
    )  # fmt: skip


def _lines(found: Around, problem: Problem) -> list[AroundLine]:
    """Signals of others, then what changed, the newest first."""
    fires = [
        AroundLine(one.title, _service(one), one.began_at, SIGNALS.url())
        for one in found.signals
        if one.problem_id != problem.pk
    ]
    changed = [
        AroundLine(one.subject, _("planned work on %(name)s") % {"name": one.service.name},
                   one.starts, SERVICE.url(one.service_id))
        for one in found.work
    ] + [_changed(one) for one in found.changed]  # fmt: skip
    return fires + sorted(changed, key=lambda one: one.at, reverse=True)


def _service(one: Episode) -> str:
    quiet = _("quiet") if one.state == EpisodeState.QUIET else _("fires")
    return f"{one.service.name} · {quiet}" if one.service else quiet


def _changed(one: Dependency) -> AroundLine:
    names = {"service": one.service.name, "on": one.on.name}
    said = _("%(service)s needs %(on)s no more") if one.until else _("%(service)s needs %(on)s")
    at = one.until or one.since
    return AroundLine(said % names, _("changed"), at, SERVICE.url(one.service_id))


def _found_before(seen: ProblemView, on: Subject) -> list[FoundBefore]:
    theirs = [case.customer_id for case in seen.cases if case.customer_id is not None]
    found = queries.found_for(theirs, but_not=seen.problem, at=on.reader.now)
    return [_before(one, on) for one in found]


def _alike(case: Case) -> Alike:
    return Alike(
        customer=case.customer.name if case.customer else "",
        title=case.title,
        ref=case.problem.ref,
        url=PROBLEM.url(case.problem.number),
    )


def _before(found: Problem, on: Subject) -> FoundBefore:
    join = button(Spot.FOUND_BEFORE, replace(on, row=found))
    return FoundBefore(found.ref, found.title, PROBLEM.url(found.number), join)
