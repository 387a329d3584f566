"""Causes and owed reviews as their page lists them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import CAUSE, PROBLEM, REVIEW
from buckstop.doors.desk.presenting import cases
from buckstop.doors.desk.reader import Reader
from buckstop.prevention import queries
from buckstop.prevention.models import Review, Size
from buckstop.prevention.queries.suggestions import suggestions
from buckstop.prevention.queries.taken import sizes as sizes_of
from buckstop.prevention.queries.taken import taken
from buckstop.prevention.rules.hurting import SAYS, Why
from buckstop.prevention.rules.ranking import Taken, worth


@dataclass(frozen=True, slots=True)
class OwedReview:
    """A problem that hurt and has no cause yet: who owes one by when; `mine` is the reader's."""

    ref: str
    title: str
    url: str
    who: str
    due: datetime
    mine: bool
    unknown: str
    missed: bool
    why: str


@dataclass(frozen=True, slots=True)
class CauseRow:
    """A cause: who looks after it, how often it let something happen, what that takes of customers,
    what removing it costs, and how its prevention stands."""

    what: str
    url: str
    keeper: str
    problems: str
    takes: str
    size: str
    stands: str


def owed(reader: Reader) -> list[OwedReview]:
    """What is owed, the reader's own first."""
    rows = queries.owed_reviews().select_related("unknown")
    found = [_owed(row, reader) for row in rows]
    return sorted(found, key=lambda one: not one.mine)


def _owed(row: Review, reader: Reader) -> OwedReview:
    return OwedReview(
        ref=row.problem.ref,
        title=row.problem.title,
        url=REVIEW.url(row.problem.number),
        who=row.debtor.public_name,
        due=row.due,
        mine=row.debtor_id == reader.person.pk,
        unknown=str(row.unknown) if row.unknown else "",
        missed=row.missed_at is not None,
        why=why_says(row),
    )


def why_says(review: Review) -> str:
    """`it stopped them, several customers had it`."""
    return ", ".join(_(SAYS[Why(code)]) for code in review.why)


def causes(at: datetime) -> list[CauseRow]:
    """Every cause, what is worth most for what it costs first; what is paid for already, last."""
    known = queries.causes()
    counted, takes, sizes = queries.counted(known), taken(known, at), sizes_of(known)
    verdicts, in_force = queries.verdicts(known), queries.in_force(known)
    rows = []
    for one in known:
        key = one.cause.pk
        takes_now, size = takes.get(key, Taken()), sizes.get(key, "")
        row = CauseRow(
            what=str(one.cause),
            url=CAUSE.url(key),
            keeper=one.cause.keeper.public_name,
            problems=problems(counted.get(key, 0)),
            takes=takes_says(takes_now),
            size=str(Size(size).label) if size else "",
            stands=verdicts.get(key, ""),
        )
        done = key in in_force
        rows.append((done, -worth(takes_now, size), row))
    return [row for _done, _worth, row in sorted(rows, key=lambda one: one[:2])]


def takes_says(takes: Taken) -> str:
    """`takes customers 40 hours a month, and made 2 unhappy`."""
    hours = round(takes.hours)
    if not hours and not takes.unhappy:
        return _("took nothing of customers lately")
    said = ngettext(
        "takes customers %(n)d hour a month", "takes customers %(n)d hours a month", hours
    ) % {"n": hours}
    if not takes.unhappy:
        return said
    unhappy = ngettext("made %(n)d unhappy", "made %(n)d unhappy", takes.unhappy)
    return _("%(said)s and %(unhappy)s") % {"said": said, "unhappy": unhappy % {"n": takes.unhappy}}


def problems(count: int) -> str:
    """`3 problems`."""
    return ngettext("%(n)d problem", "%(n)d problems", count) % {"n": count}


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a customer suggests: who they are, who answers by when, or what was answered."""

    what: str
    whose: str
    url: str
    owner: str
    due: datetime
    answer: str
    answered_at: datetime | None
    act: Button | None


def suggested(reader: Reader) -> list[Suggested]:
    """What waits first, then what was answered lately."""
    return [
        Suggested(
            what=str(row),
            whose=cases.name(row.case),
            url=PROBLEM.url(row.case.problem.number),
            owner=row.owner.public_name,
            due=row.due,
            answer=str(row.answer) if row.answer else "",
            answered_at=row.answered_at,
            act=button(Spot.SUGGESTION, Subject(reader=reader, row=row)),
        )
        for row in suggestions(reader.now)
    ]
