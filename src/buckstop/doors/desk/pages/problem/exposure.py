"""What a problem is about and whom it affects, as its page says it beside the customers."""

from dataclasses import dataclass, replace

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import AFFECTED, PROBLEM
from buckstop.doors.desk.pages.affected.data import sentence
from buckstop.doors.desk.pages.problem.above import Above
from buckstop.doors.desk.reader import Reader
from buckstop.problems.models import Case, Problem
from buckstop.problems.queries.problem_view import ProblemView
from buckstop.signals import queries


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
class Exposure:
    """Its services, how many customers it affects, where that stands in full, what to do."""

    url: str
    services: str
    sentence: str
    add: Button | None
    watch: list[Button]
    before: list[FoundBefore]
    alike: list[Alike]
    join_all: Button | None


def exposure(seen: ProblemView, reader: Reader, over: Above) -> Exposure | None:
    """None where the house knows no services, or the reader isn't of the desk."""
    if not reader.at_desk or not (over.services or over.burst):
        return None
    problem = seen.problem
    alike = queries.reported_alike(problem) if over.burst and not problem.is_closed else []
    joins = bool(alike) and queries.is_of_burst(problem)
    on = Subject(reader=reader, problem=problem, view=seen)
    named = queries.named(problem)
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
    )


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
