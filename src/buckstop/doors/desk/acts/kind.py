"""What it is: kind, impact, title."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.cases import KindForm, TitleForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.problems.actions import kinds, understandings
from buckstop.problems.permissions.problem import may_change_hurt, may_change_kind, may_retitle
from buckstop.problems.rules import impact

HURTS = [(str(hurts), said) for hurts, said in reversed(impact.CHOICES.items())]


class HurtForm(Plain):
    """How much it hurts now."""

    hurts = forms.ChoiceField(
        label=gettext_lazy("Impact"), choices=HURTS, widget=forms.RadioSelect()
    )


class Hurt(ProblemAct):
    """How much it hurts now."""

    label = gettext_lazy("Impact")
    noun = "hurts/"
    where = (Where(Spot.MORE, 50),)
    form = HurtForm
    submit = gettext_lazy("Change")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may_change_hurt(on.problem, on.reader.actor)

    def options(self) -> dict[str, Any]:
        return {"initial": {"hurts": str(self.problem.hurts)}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        understandings.change_hurt(self.problem, hurts=int(filled["hurts"]), **self.by)
        return Confirmation(_("Changed."))


class Retitle(ProblemAct):
    """Another title."""

    label = gettext_lazy("Another title")
    noun = "title/"
    where = (Where(Spot.MORE, 60),)
    form = TitleForm
    submit = gettext_lazy("Change")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may_retitle(on.problem, on.reader.actor)

    def options(self) -> dict[str, Any]:
        return {"initial": {"title": self.problem.title}}

    def context(self) -> dict[str, Any]:
        return {"lead": _("Each customer keeps seeing their own words.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        understandings.retitle(self.problem, title=filled["title"], **self.by)
        return Confirmation(_("It has another title."))


class Kind(ProblemAct):
    """A problem, a request or a question."""

    label = gettext_lazy("Problem, request or question")
    letter = "k"
    noun = "kind/"
    where = (Where(Spot.MORE, 70),)
    form = KindForm
    template = "desk/sheet_kind.html"

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may_change_kind(on.problem, on.reader.actor)

    def options(self) -> dict[str, Any]:
        return {"initial": {"kind": self.problem.kind}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        kinds.change_kind(self.problem, kind=filled["kind"], **self.by)
        return Confirmation(_("It is a %(kind)s now.") % {"kind": filled["kind"]})
