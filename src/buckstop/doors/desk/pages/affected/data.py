"""Whom a problem affects, as its pages say it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import CUSTOMER, SERVICE
from buckstop.doors.desk.reader import Reader
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


def row(one: queries.Affected) -> AffectedRow:
    """One customer."""
    if one.case:
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
