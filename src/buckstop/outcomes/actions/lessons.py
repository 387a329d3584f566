"""Lessons are written, reviewed, found useful, and set aside."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.outcomes import entries
from buckstop.outcomes import permissions as may
from buckstop.outcomes.models import Lesson
from buckstop.people.models import Person
from buckstop.problems.models import Problem
from buckstop.problems.rules.acting import check_words


@dataclass(frozen=True, slots=True)
class ThreeLines:
    """What it looked like, what it was, what to do first next time."""

    looked_like: str
    was: str
    do_first: str


def write_lesson(problem: Problem, lines: ThreeLines, *, by: Actor, at: datetime) -> Lesson:
    """Write down what the next one should know; a colleague reviews it before it is found."""
    said = ThreeLines(
        check_words(lines.looked_like, "looked_like", _("Write what it looked like.")),
        check_words(lines.was, "was", _("Write what it was.")),
        check_words(lines.do_first, "do_first", _("Write what to do first next time.")),
    )
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        written = Lesson.objects.filter(problem=problem).exists()
        check(may.may_write_lesson(problem, by, written=written))
        bodies = [act.body(text) for text in (said.looked_like, said.was, said.do_first)]
        lesson = Lesson(
            problem=problem,
            about=problem.title,
            looked_like=bodies[0],
            was=bodies[1],
            do_first=bodies[2],
            written_by=Person.objects.get(pk=by.person),
            written_at=act.at,
        )
        act.add(lesson)
        digests = [body.digest for body in bodies]
        act.record(entries.LessonWritten(lesson.pk, *digests), on=problem)
    return lesson


def review_lesson(lesson: Lesson, *, by: Actor, at: datetime) -> None:
    """A colleague finds that it holds: from now on it is found."""
    with acting(lesson, by=by, at=at) as act:
        lesson = act.lock(lesson)
        check(may.may_review_lesson(lesson, by))
        person = Person.objects.get(pk=by.person)
        act.change(lesson, reviewed_by=person, reviewed_at=act.at, useful_at=act.at)
        act.record(entries.LessonReviewed(lesson=lesson.pk))


def find_useful(lesson: Lesson, *, by: Actor, at: datetime) -> None:
    """It helped: it is found for another year."""
    with acting(lesson, by=by, at=at) as act:
        lesson = act.lock(lesson)
        check(may.may_find_useful(lesson, by))
        act.change(lesson, useful_at=act.at, useful_times=lesson.useful_times + 1)
        act.record(entries.LessonUseful(lesson=lesson.pk))


def set_aside(lesson: Lesson, *, by: Actor, at: datetime) -> None:
    """It doesn't hold any more: it isn't found again."""
    with acting(lesson, by=by, at=at) as act:
        lesson = act.lock(lesson)
        check(may.may_set_aside(lesson, by))
        act.change(lesson, set_aside_at=act.at)
        act.record(entries.LessonSetAside(lesson=lesson.pk))
