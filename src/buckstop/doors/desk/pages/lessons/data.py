"""Lessons, as pages list them."""

from dataclasses import dataclass
from datetime import datetime

from buckstop.conversations.queries.helped import Solved
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.reader import Reader
from buckstop.outcomes.models import Lesson


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson: its three lines, and what may be done with it."""

    about: str
    ref: str
    url: str
    looked_like: str
    was: str
    do_first: str
    by: str
    at: datetime
    acts: list[Button]


@dataclass(frozen=True, slots=True)
class SolvedRow:
    """A problem that ended well, and what its customers were told then."""

    ref: str
    title: str
    url: str
    closed_at: datetime | None
    helped: str

    @classmethod
    def of(cls, one: Solved) -> "SolvedRow":
        """As a page shows it."""
        was = one.problem
        return cls(was.ref, was.title, PROBLEM.url(was.number), was.closed_at, one.helped)


def row(lesson: Lesson, reader: Reader) -> LessonRow:
    """As a page shows it."""
    return LessonRow(
        about=lesson.about,
        ref=lesson.problem.ref,
        url=PROBLEM.url(lesson.problem.number),
        looked_like=str(lesson.looked_like),
        was=str(lesson.was),
        do_first=str(lesson.do_first),
        by=lesson.written_by.public_name,
        at=lesson.written_at,
        acts=buttons(Spot.LESSON, Subject(reader=reader, row=lesson)),
    )
