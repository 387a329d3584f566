"""Lessons: written when a problem is over, reviewed by a colleague, found useful, set aside."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Plain, words
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import LESSON, LESSONS
from buckstop.doors.desk.guard import Who
from buckstop.outcomes import permissions as may
from buckstop.outcomes.actions import lessons
from buckstop.outcomes.models import Lesson


class LessonForm(Plain):
    """Three lines."""

    looked_like = words(gettext_lazy("What it looked like"), rows=2)
    was = words(gettext_lazy("What it was"), rows=2)
    do_first = words(gettext_lazy("What to do first next time"), rows=2)


class WriteLesson(ProblemAct):
    """Write down what the next one should know."""

    label = gettext_lazy("Write a lesson")
    who = Who.DESK
    noun = "lesson/"
    where = (Where(Spot.MORE, 80),)
    form = LessonForm
    submit = gettext_lazy("Keep the lesson")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may.may_write_lesson(on.problem, on.reader.actor)

    def context(self) -> dict[str, Any]:
        said = _("Three lines. A colleague reads them first; then they are offered on the next"
                 " problem like this one.")  # fmt: skip
        return {"lead": said}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        names = ("looked_like", "was", "do_first")
        lines = lessons.ThreeLines(**{name: filled[name] for name in names})
        lessons.write_lesson(self.problem, lines, **self.by)
        return Confirmation(_("Kept. A colleague reviews it."))


class _OfLesson(DeskAct):
    """What is done with one."""

    who = Who.DESK
    before = LESSON.route
    in_bar = "problems"
    lesson: Lesson

    def find(self, **keys: Any) -> None:
        found = Lesson.objects.filter(pk=self._key(keys)).select_related("problem").first()
        if found is None:
            raise Http404
        self.lesson = found

    @staticmethod
    def _key(keys: dict[str, Any]) -> UUID:
        key = keys["key"]
        assert isinstance(key, UUID)
        return key

    @property
    def back(self) -> str:
        return LESSONS.url()


class ReviewLesson(_OfLesson):
    """It holds."""

    label = gettext_lazy("It holds")
    noun = "review/"
    where = (Where(Spot.LESSON, 10, main=True),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_review_lesson(on.row, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        lessons.review_lesson(self.lesson, **self.by)
        return Confirmation(_("Reviewed: it is offered on problems like it."))


class FindUseful(_OfLesson):
    """It helped."""

    label = gettext_lazy("It helped")
    noun = "usefulness/"
    where = (Where(Spot.LESSON, 20),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_find_useful(on.row, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        lessons.find_useful(self.lesson, **self.by)
        return Confirmation(_("Good: it stays for another year."))


class SetLessonAside(_OfLesson):
    """It doesn't hold any more."""

    label = gettext_lazy("Not any more")
    noun = "end/"
    where = (Where(Spot.LESSON, 30),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_set_aside(on.row, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        lessons.set_aside(self.lesson, **self.by)
        return Confirmation(_("Set aside."))
