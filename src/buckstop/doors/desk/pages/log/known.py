"""What is known already for a customer for whom a problem is logged."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.pages.log.whom import Pick
from buckstop.doors.desk.presenting import times
from buckstop.doors.desk.reader import Reader
from buckstop.people.models import Customer
from buckstop.problems.models import Problem
from buckstop.status_page.queries import known_to

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
    keys = {UUID(key) for one in found if _is_key(key := one.id.partition(":")[2])}
    customers = Customer.objects.filter(pk__in=keys).order_by("name")[:MOST]
    return [row for customer in customers for row in _of(customer, reader)]


def _of(customer: Customer, reader: Reader) -> list[KnownRow]:
    found = known_to(customer.pk, at=reader.now)
    problems = Problem.objects.in_bulk([one.key for one in found.troubles])
    rows = []
    for one in found.troubles:
        problem = problems[one.key]
        when = times.said(reader, one.next_news) if one.next_news else ""
        rows.append(
            KnownRow(
                customer.name, one.subject or problem.title,
                _("next news by %(time)s") % {"time": when} if when else "", problem.ref,
                PROBLEM.url(problem.number),
                Button(label=_("It’s this one"), url=problem.ref, sheet=False),
            )
        )  # fmt: skip
    for work in found.planned:
        starts, ends = times.said(reader, work.starts), times.said(reader, work.ends)
        rows.append(KnownRow(customer.name, work.subject, f"{starts} – {ends}"))
    return rows


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
