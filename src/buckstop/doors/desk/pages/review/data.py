"""A review as its page shows it."""

from dataclasses import dataclass

from buckstop.doors.components.forms.prevention import ReviewForm
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import CAUSE
from buckstop.doors.desk.pages.causes.data import why_says
from buckstop.doors.desk.reader import Reader
from buckstop.prevention.models import PARTS, Review
from buckstop.prevention.queries import causes_of
from buckstop.problems.models import Problem

__all__ = ["CauseShown", "Part", "causes", "parts", "why_says"]


@dataclass(frozen=True, slots=True)
class Part:
    """One of its four parts, with its heading."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class CauseShown:
    """A cause of it; where it was taken into another, that one's words."""

    what: str
    url: str
    remove: Button | None


def parts(review: Review) -> list[Part]:
    """Those that somebody wrote."""
    labels = ReviewForm.base_fields
    return [Part(str(labels[part].label), text) for part in PARTS if (text := review.text(part))]


def causes(problem: Problem, reader: Reader) -> list[CauseShown]:
    """What let it happen, as it was said."""
    found = []
    for row in causes_of(problem):
        cause = row.cause.merged_into or row.cause
        on = Subject(reader=reader, problem=problem, row=row)
        found.append(CauseShown(str(cause), CAUSE.url(cause.pk), button(Spot.BECAUSE, on)))
    return found
