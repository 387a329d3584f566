"""What was given, as its page lists it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.presenting import cases
from buckstop.doors.desk.reader import Reader
from buckstop.kit.money import Money
from buckstop.remedies import wording
from buckstop.remedies.models import Remedy, RemedyKind


@dataclass(frozen=True, slots=True)
class Month:
    """A month where the reader is: when it begins and ends; its name, and those beside it."""

    begins: datetime
    ends: datetime
    name: str
    code: str
    before: str
    after: str


def month_of(day: datetime) -> Month:
    """The month of a day."""
    begins = day.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    ends = (begins + timedelta(days=32)).replace(day=1)
    before = begins - timedelta(days=1)
    return Month(
        begins, ends, date_format(begins, "F Y"),
        f"{begins:%Y-%m}", f"{before:%Y-%m}", f"{ends:%Y-%m}",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RemedyRow:
    """One: what, for whom, on which problem, by whom; why it was beyond limits, who backs it."""

    what: str
    customer: str
    ref: str
    title: str
    url: str
    at: datetime
    asked_by: str
    granted_by: str
    in_good_faith: str
    backed_by: str
    back: Button | None


def rows(found: Iterable[Remedy], reader: Reader) -> list[RemedyRow]:
    """The newest first."""
    return [_row(one, reader) for one in found]


def _row(one: Remedy, reader: Reader) -> RemedyRow:
    problem = one.case.problem
    assert one.granted_at is not None
    assert one.granted_by is not None
    return RemedyRow(
        what=wording.named(one),
        customer=cases.name(one.case),
        ref=problem.ref,
        title=problem.title,
        url=PROBLEM.url(problem.number),
        at=one.granted_at,
        asked_by=one.asked_by.public_name,
        granted_by=one.granted_by.public_name,
        in_good_faith=str(one.beyond_why) if one.beyond_why else "",
        backed_by=one.backed_by.public_name if one.backed_by else "",
        back=button(Spot.REMEDY, Subject(reader=reader, row=one)),
    )


@dataclass(frozen=True, slots=True)
class Total:
    """So many of a kind, and what they cost together, where that was said."""

    kind: str
    count: int
    amounts: list[str]


def totals(found: Iterable[Remedy]) -> list[Total]:
    """By kind."""
    counts: dict[str, int] = defaultdict(int)
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in found:
        counts[one.kind] += 1
        if one.amount is not None:
            sums[one.kind][one.currency] += one.amount
    return [
        Total(
            str(kind.label),
            counts[kind.value],
            [str(Money(minor, code)) for code, minor in sorted(sums[kind.value].items())],
        )
        for kind in RemedyKind
        if counts[kind.value]
    ]


def cells(found: Iterable[Remedy], reader: Reader) -> Iterator[list[object]]:
    """As lines of a file; amounts in minor units, so that nothing is rounded."""
    for one in found:
        row = _row(one, reader)
        yield [
            row.at.astimezone(reader.zone).isoformat(), row.ref, row.customer, row.what,
            one.amount if one.amount is not None else "", one.currency, row.asked_by,
            row.granted_by,
        ]  # fmt: skip
