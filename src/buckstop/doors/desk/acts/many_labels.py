"""Many problems tagged at once, from the list."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.labels import TagsForm
from buckstop.doors.desk.acts.label import put_back, read_was, was
from buckstop.doors.desk.acts.of_many import ManyAct, ManyBack
from buckstop.doors.desk.acts.spots import Spot, Where
from buckstop.ledger.refused import Refused
from buckstop.problems.actions import labels
from buckstop.problems.models import Problem
from buckstop.problems.queries.labels import kept


class TagMany(ManyAct):
    """Give each the same tags; what they have already stays."""

    label = gettext_lazy("Tag")
    heading = gettext_lazy("Tag them")
    submit = gettext_lazy("Tag")
    letter = "l"
    noun = "labels/"
    where = (Where(Spot.CHOSEN, 35),)
    form = TagsForm
    filled_form: TagsForm

    def options(self) -> dict[str, Any]:
        return {"labels": kept()}

    def fill(self, *posted: Any) -> Plain:
        form = super().fill(*posted)
        assert isinstance(form, TagsForm)
        self.filled_form = form
        return form

    def do(self, filled: dict[str, Any]) -> Any:
        if not self.filled_form.tags:
            raise Refused("no-tags", _("Choose a tag, or write one."), "others")
        return super().do(filled)

    def one(self, problem: Problem, filled: dict[str, Any]) -> str:
        before = labels.relabel(problem, tags=self.filled_form.tags, **self.by)
        return "-".join([str(problem.number), *was(before)]) if before else ""

    def said(self, filled: dict[str, Any], done: int) -> str:
        return ngettext("%(n)d tagged.", "%(n)d tagged.", done) % {"n": done}

    def undoing(self, undos: list[str]) -> str:
        return TagsBack.of_all(undos)


class TagsBack(ManyBack):
    """Take the tags away again."""

    noun = "labels/return/"

    def back_one(self, said: str) -> None:
        number, *before = said.split("-")
        seen = Problem.objects.visible_to(self.reader.actor)
        known = number.isascii() and number.isdecimal() and len(number) < 10
        problem = seen.filter(number=int(number)).first() if known else None
        if problem is None:
            raise Refused("unknown", _("There is no such problem."))
        labels.relabel(problem, **put_back(read_was(before)), **self.by)
