"""Whom a problem affects, as its pages say it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import CUSTOMER, SERVICE
from buckstop.doors.desk.presenting import times
from buckstop.doors.desk.reader import Reader
from buckstop.outreach.models import LeftOut, RecipientState
from buckstop.outreach.queries import Course, course_of, recipients
from buckstop.problems.models import Problem
from buckstop.services.models import Matters
from buckstop.signals import queries


@dataclass(frozen=True, slots=True)
class NamedService:
    """One service that it is about."""

    name: str
    url: str
    remove: Button | None


@dataclass(frozen=True, slots=True)
class AffectedRow:
    """One customer: whether they are affected, by what, and how we know."""

    name: str
    url: str
    by: str
    how: str
    why: str
    affected: bool


def services(problem: Problem, reader: Reader) -> list[NamedService]:
    """The services that a problem is about."""
    return [
        NamedService(
            row.service.name,
            SERVICE.url(row.service_id),
            button(Spot.AFFECTED_SERVICE, Subject(reader=reader, problem=problem, row=row)),
        )
        for row in queries.named(problem)
    ]


@dataclass(frozen=True, slots=True)
class CourseShown:
    """How telling them goes: a sentence, and the button that stops it."""

    text: str
    halted: bool
    subject: str
    said: str
    by: str
    stop: Button | None


def course(problem: Problem, reader: Reader) -> CourseShown | None:
    """How the newest outreach goes, where there is one."""
    found = course_of(problem)
    if found is None:
        return None
    n, outreach = found.told, found.outreach
    said = [ngettext("%(n)s customer was told", "%(n)s customers were told", n) % {"n": n}]
    if n == 0:
        said = [_("Nobody was told")]
    if found.waits:
        waits = ngettext("%(n)s waits", "%(n)s wait", found.waits) % {"n": found.waits}
        if found.next_at is not None and found.next_at > reader.now:
            at = {"waits": waits, "at": times.said(reader, found.next_at)}
            waits = _("%(waits)s, the next until %(at)s") % at
        said.append(waits)
    if found.left_out:
        n = found.left_out
        said.append(ngettext("%(n)s was not told", "%(n)s were not told", n) % {"n": n})
    return CourseShown(
        text=f"{'; '.join([*said, *_unwanted(found)])}.",
        halted=outreach.by_itself,
        subject=outreach.subject,
        said=str(outreach.text),
        by=outreach.said_by.public_name,
        stop=button(Spot.OUTREACH, Subject(reader=reader, problem=problem, row=outreach)),
    )


def _unwanted(found: Course) -> list[str]:
    """How many of them didn't want it."""
    said, n = [], found.spam
    if n:
        spam = ngettext("%(n)s reported it as spam", "%(n)s reported it as spam", n)
        said.append(spam % {"n": n})
    if n := found.enough:
        enough = ngettext("%(n)s wants to hear no more", "%(n)s want to hear no more", n)
        said.append(enough % {"n": n})
    return said


def told(problem: Problem, reader: Reader) -> dict[UUID, str]:
    """How far each customer is told, in words."""
    found = course_of(problem)
    said: dict[UUID, str] = {}
    for one in recipients(found.outreach) if found else []:
        if one.told_at is not None:
            at = {"at": times.said(reader, one.told_at)}
            said[one.customer_id] = _("told at %(at)s") % at
        elif one.state == RecipientState.WAITING:
            at = {"at": times.said(reader, one.send_at)}
            said[one.customer_id] = _("is told at %(at)s") % at
        else:
            said[one.customer_id] = _("not told: %(why)s") % {"why": LeftOut(one.why).label}
    return said


def row(one: queries.Affected, told: Mapping[UUID, str]) -> AffectedRow:
    """One customer."""
    if one.customer in told and one.affected:
        how = told[one.customer]
    elif one.case:
        how = _("has a case")
    elif not one.affected:
        how = _("not affected")
    else:
        how = str(Matters(one.matters).label) if one.by else _("affected")
    url = CUSTOMER.url(one.customer)
    return AffectedRow(one.name, url, "; ".join(one.by), how, one.why, one.affected)


def sentence(everybody: Sequence[queries.Affected]) -> str:
    """`It affects 14 customers; 2 of them have a case.`"""
    affected = [one for one in everybody if one.affected]
    if not affected:
        return _("It affects no customer, as far as we know.")
    n, cases = len(affected), sum(one.case for one in affected)
    said = ngettext("It affects %(n)s customer", "It affects %(n)s customers", n) % {"n": n}
    if not cases:
        return _("%(said)s; none of them has a case.") % {"said": said}
    more = ngettext("%(n)s of them has a case", "%(n)s of them have a case", cases)
    return f"{said}; {more % {'n': cases}}."
