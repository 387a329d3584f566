"""Causes and owed reviews as their page lists them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.desk.addresses import CAUSE, REVIEW
from buckstop.doors.desk.reader import Reader
from buckstop.prevention import queries
from buckstop.prevention.models import Review
from buckstop.prevention.rules.hurting import SAYS, Why


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
    """A cause: in its words, who looks after it, how many problems it let happen."""

    what: str
    url: str
    keeper: str
    problems: str


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


def causes() -> list[CauseRow]:
    """Every cause, those behind most problems first."""
    known = queries.causes()
    counted = queries.counted(known)
    ranked = sorted(known, key=lambda one: -counted.get(one.cause.pk, 0))
    return [
        CauseRow(
            str(one.cause),
            CAUSE.url(one.cause.pk),
            one.cause.keeper.public_name,
            problems(counted.get(one.cause.pk, 0)),
        )
        for one in ranked
    ]


def problems(count: int) -> str:
    """`3 problems`."""
    return ngettext("%(n)d problem", "%(n)d problems", count) % {"n": count}
