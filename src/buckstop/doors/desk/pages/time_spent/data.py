"""What was noted in a month, by customer: for a bill, never to compare people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.presenting import cases, times
from buckstop.doors.desk.reader import Reader
from buckstop.kit import said_time
from buckstop.timekeeping.models import TimeSpent


@dataclass(frozen=True, slots=True)
class Row:
    """One note of time."""

    day: str
    ref: str
    title: str
    url: str
    who: str
    what: str
    long: str
    billable: bool
    back: Button | None


@dataclass(frozen=True, slots=True)
class Customer:
    """What was noted for one customer, and how much of it goes on the bill."""

    name: str
    rows: list[Row]
    all: str
    billable: str


def by_customer(found: Iterable[TimeSpent], reader: Reader) -> list[Customer]:
    """In the order of their names; what is for nobody alone comes last."""
    return [
        _customer(name, list(rows), reader)
        for name, rows in groupby(sorted(found, key=_place), key=_name)
    ]


def _place(one: TimeSpent) -> tuple[bool, str, date, int]:
    return (one.case is None, _name(one).casefold(), one.day, one.problem.number)


def _name(one: TimeSpent) -> str:
    return cases.name(one.case) if one.case else _("For all customers of a problem")


def _customer(name: str, found: list[TimeSpent], reader: Reader) -> Customer:
    return Customer(
        name=name,
        rows=[_row(one, reader) for one in found],
        all=times.worked(sum(one.minutes for one in found)),
        billable=times.worked(sum(one.minutes for one in found if one.billable)),
    )


def _row(one: TimeSpent, reader: Reader) -> Row:
    return Row(
        day=said_time.date_and_year(one.day),
        ref=one.problem.ref,
        title=one.problem.title,
        url=PROBLEM.url(one.problem.number),
        who=one.person.public_name,
        what=str(one.what or ""),
        long=times.worked(one.minutes),
        billable=one.billable,
        back=button(Spot.TIME_SPENT, Subject(reader=reader, row=one)),
    )


def heads() -> list[str]:
    """Over the columns of its file."""
    return [
        _("Day"), _("Customer"), _("Problem"), _("Title"), _("Who"), _("What"), _("Minutes"),
        _("On the bill"),
    ]  # fmt: skip


def cells(found: Iterable[TimeSpent]) -> Iterator[list[object]]:
    """The lines of its file."""
    for one in found:
        yield [
            one.day.isoformat(), _name(one), one.problem.ref, one.problem.title,
            one.person.public_name, str(one.what or ""), one.minutes,
            _("yes") if one.billable else _("no"),
        ]  # fmt: skip
