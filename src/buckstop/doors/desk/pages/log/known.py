"""What is known already for a customer for whom a problem is logged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.pages.log.whom import Pick
from buckstop.doors.desk.presenting import times
from buckstop.doors.desk.reader import Reader
from buckstop.kit import said_time
from buckstop.kit.ids import key_of
from buckstop.people.models import Customer
from buckstop.problems.models import Problem
from buckstop.status_page.planned import Planned
from buckstop.status_page.queries import Trouble, known_to_each

MOST = 3  # customers who are looked up


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A trouble or planned work of what a customer uses; `take` logs it there instead."""

    customer: str
    what: str
    when: str
    ref: str = ""
    url: str = ""
    take: Button | None = None


def known(found: Iterable[Pick], reader: Reader) -> list[KnownRow]:
    """Of the customers of those who fit, for people of the desk."""
    if not reader.at_desk:
        return []
    keys = {key for one in found if (key := key_of(one.id.partition(":")[2]))}
    return known_of(list(Customer.objects.filter(pk__in=keys).order_by("name")[:MOST]), reader)


def known_of(customers: Sequence[Customer], reader: Reader) -> list[KnownRow]:
    """Troubles and planned work of what these use."""
    each = known_to_each([one.pk for one in customers], at=reader.now)
    problems = Problem.objects.in_bulk({one.key for of in each.values() for one in of.troubles})
    return [
        row
        for one in customers
        for row in (
            *(_trouble(one.name, t, problems[t.key], reader) for t in each[one.pk].troubles),
            *(_planned(one.name, work, reader) for work in each[one.pk].planned),
        )
    ]


def _trouble(customer: str, one: Trouble, problem: Problem, reader: Reader) -> KnownRow:
    when = times.said(reader, one.next_news) if one.next_news else ""
    return KnownRow(
        customer, one.subject or problem.title,
        _("next news by %(time)s") % {"time": when} if when else "", problem.ref,
        PROBLEM.url(problem.number),
        Button(label=_("It’s this one"), url=problem.ref, sheet=False),
    )  # fmt: skip


def _planned(customer: str, work: Planned, reader: Reader) -> KnownRow:
    when = said_time.span(work.starts, work.ends, reader.now, reader.zone)
    return KnownRow(customer, work.subject, when)
