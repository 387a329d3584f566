"""What was given, as its page lists it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import CAUSE, CUSTOMER, PROBLEM
from buckstop.doors.desk.presenting import cases
from buckstop.doors.desk.reader import Reader
from buckstop.prevention.queries.given import by_cause
from buckstop.problems.models import Case
from buckstop.problems.models.commitment import CommitmentState
from buckstop.remedies import wording
from buckstop.remedies.models import Remedy, RemedyKind, label_of
from buckstop.remedies.queries import second_failures
from buckstop.remedies.totals import Total, total


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
    again: bool  # the second failure for them within a year
    done: str  # whether they have it


def rows(found: Iterable[Remedy], reader: Reader) -> list[RemedyRow]:
    """The newest first."""
    given = list(found)
    again = second_failures(given)
    return [_row(one, reader, one.pk in again) for one in given]


def _row(one: Remedy, reader: Reader, again: bool = False) -> RemedyRow:
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
        again=again,
        done=_fulfilled(one),
    )


def _fulfilled(one: Remedy) -> str:
    """Whether what was granted reached them, by the step that somebody owes; nothing of an
    apology."""
    if one.step is None:
        return ""
    if one.step.state == CommitmentState.KEPT:
        return _("They have it.")
    who = {"who": one.step.debtor.public_name}
    return _("%(who)s owes it.") % who if one.step.is_owed else _("It isn’t owed any more.")


@dataclass(frozen=True, slots=True)
class Line:
    """So often, and how much together: of a customer, or of a cause."""

    name: str
    url: str
    count: int
    money: str


def of_causes(found: list[Remedy]) -> list[Line]:
    """What each cause cost, the dearest first."""
    return [
        Line(
            str(one.cause) if one.cause else _("No cause named yet"),
            CAUSE.url(one.cause.pk) if one.cause else "",
            one.total.count,
            str(one.total),
        )
        for one in by_cause(found)
    ]


def of_customers(found: list[Remedy]) -> list[Line]:
    """What each customer was given, the most first."""
    each: dict[UUID, list[Remedy]] = defaultdict(list)
    for one in found:
        each[one.case.side].append(one)
    ranked = sorted(((total(given), given[0].case) for given in each.values()), key=_most_first)
    return [
        Line(
            cases.name(case),
            CUSTOMER.url(case.customer_id) if case.customer_id else "",
            given.count,
            str(given),
        )
        for given, case in ranked
    ]


def _most_first(line: tuple[Total, Case]) -> tuple[int, int]:
    return line[0].weight


def totals(found: Iterable[Remedy]) -> list[tuple[str, Total]]:
    """By kind, what it is called."""
    each: dict[str, list[Remedy]] = defaultdict(list)
    for one in found:
        each[one.kind].append(one)
    return [(label_of(kind), total(each[kind])) for kind in sorted(each, key=_as_listed)]


def _as_listed(kind: str) -> tuple[int, str]:
    """Ours as they are listed everywhere, then the house's own by name."""
    ours = RemedyKind.values
    return (ours.index(kind) if kind in ours else len(ours), kind)


def cells(found: Iterable[Remedy], reader: Reader) -> Iterator[list[object]]:
    """As lines of a file; amounts in minor units, so that nothing is rounded."""
    for one in found:
        row = _row(one, reader)
        yield [
            row.at.astimezone(reader.zone).isoformat(), row.ref, row.customer, row.what,
            one.amount if one.amount is not None else "", one.currency, row.asked_by,
            row.granted_by, row.done,
        ]  # fmt: skip
