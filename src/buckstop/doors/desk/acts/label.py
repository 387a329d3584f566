"""Tags and fields: given to a problem, and kept for all."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.labels import AddLabelForm, ChangeLabelForm, LabelsForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import LABEL, LABELS
from buckstop.doors.desk.guard import Who
from buckstop.ledger.refused import Refused
from buckstop.problems.actions import labels
from buckstop.problems.actions.labels import Before
from buckstop.problems.models import Label
from buckstop.problems.models.label import Sort
from buckstop.problems.permissions import labels as may
from buckstop.problems.queries.labels import has, kept

WAS = "was"  # in the address that takes it back: a label's key, and its value after a dot


def was(before: Before) -> list[str]:
    """What stood before, as an address says it."""
    return [key.hex if value is None else f"{key.hex}.{value}" for key, value in before.items()]


def read_was(said: list[str]) -> Before:
    """What `was` wrote; refused where it is something else."""
    found: Before = {}
    for one in said[:100]:
        key, dot, value = one.partition(".")
        try:
            found[UUID(key)] = value if dot else None
        except ValueError:
            raise Refused("unknown", _("There is no such tag or field.")) from None
    return found


def put_back(before: Before) -> dict[str, Any]:
    """What the verb is told to make it as it was."""
    values = {key: value for key, value in before.items() if value is not None}
    return {"values": values, "drop": [key for key in before if key not in values]}


class LabelProblem(ProblemAct):
    """Its tags, and what the house keeps of it in fields of its own."""

    label = gettext_lazy("Tags and fields")
    letter = "l"
    who = Who.DESK
    noun = "labels/"
    where = (Where(Spot.MORE, 55),)
    form = LabelsForm
    submit = gettext_lazy("Keep them")
    filled_form: LabelsForm

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may.may_relabel(on.problem, on.reader.actor)

    def options(self) -> dict[str, Any]:
        mine = has(self.problem)
        values = {one.label.hex: one.value for one in mine if not one.is_tag}
        filled = {one.label for one in mine if not one.is_tag}
        fit = [one for one in kept() if one.fits(self.problem.kind) or one.pk in filled]
        tags = [one.name for one in mine if one.is_tag]
        return {"labels": fit, "initial": {"chosen": tags, **values}}

    def fill(self, *posted: Any) -> Plain:
        form = super().fill(*posted)
        assert isinstance(form, LabelsForm)
        self.filled_form = form
        return form

    def do(self, filled: dict[str, Any]) -> Confirmation:
        form, chosen = self.filled_form, {name.lower() for name in self.filled_form.tags}
        offered = dict(form.fields["chosen"].choices) if "chosen" in form.fields else {}  # type: ignore[attr-defined]
        gone = [
            one.label for one in has(self.problem)
            if one.is_tag and one.name in offered and one.name.lower() not in chosen
        ]  # fmt: skip
        before = labels.relabel(
            self.problem, tags=form.tags, values=form.values, drop=gone, **self.by
        )
        if not before:
            return Confirmation(_("Nothing changed."))
        undo = f"{LabelsBack.url(self.problem.number)}?{urlencode({WAS: was(before)}, doseq=True)}"
        return Confirmation(_("Kept."), undo=undo)


class LabelsBack(ProblemAct):
    """As it was."""

    who = Who.DESK
    noun = "labels/return/"

    def do(self, filled: dict[str, Any]) -> Confirmation:
        before = read_was(self.request.GET.getlist(WAS))
        labels.relabel(self.problem, **put_back(before), **self.by)
        return Confirmation(_("It is as it was."))


class AddLabel(DeskAct):
    """A tag or a field that problems may have."""

    label = gettext_lazy("Add a tag or field")
    submit = gettext_lazy("Keep it")
    who = Who.LEADERS
    before = LABELS.route
    noun = "added/"
    where = (Where(Spot.LABELS),)
    form = AddLabelForm

    def do(self, filled: dict[str, Any]) -> Confirmation:
        made = labels.add_label(**filled, **self.by)
        return Confirmation(_("“%(name)s” is kept.") % {"name": made.name}, to=self.back)

    @property
    def back(self) -> str:
        return LABELS.url()


class _OfLabel(DeskAct):
    """What is done with one."""

    who = Who.LEADERS
    before = LABEL.route
    one: Label

    def find(self, **keys: Any) -> None:
        self.one = get_object_or_404(Label, pk=keys["key"])

    @property
    def back(self) -> str:
        return LABELS.url()


class ChangeLabel(_OfLabel):
    """Another name, other choices, whether customers read it."""

    label = gettext_lazy("Change")
    noun = "change/"
    where = (Where(Spot.LABEL, 10),)
    form = ChangeLabelForm

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_change_label(on.row, on.reader.actor)

    def options(self) -> dict[str, Any]:
        one = self.one
        told = {"name": one.name, "kinds": one.kinds, "for_customers": one.for_customers}
        return {"initial": {**told, "choices": "\n".join(one.choices)}}

    def fill(self, *posted: Any) -> Plain:
        form = super().fill(*posted)
        if self.one.sort != Sort.CHOICE:
            del form.fields["choices"]
        return form

    def do(self, filled: dict[str, Any]) -> Confirmation:
        labels.change_label(self.one, **filled, **self.by)
        return Confirmation(_("It is changed."), to=self.back)


class RemoveLabel(_OfLabel):
    """No problem gets it any more."""

    label = gettext_lazy("Withdraw")
    noun = "removal/"
    where = (Where(Spot.LABEL, 20),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_remove_label(on.row, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        labels.remove_label(self.one, **self.by)
        undo = PutBackLabel.url(self.one.pk)
        return Confirmation(_("“%(name)s” is withdrawn.") % {"name": self.one.name}, undo=undo)


class PutBackLabel(_OfLabel):
    """It was needed after all."""

    noun = "return/"

    def do(self, filled: dict[str, Any]) -> Confirmation:
        labels.put_back_label(self.one, **self.by)
        return Confirmation(_("“%(name)s” is back.") % {"name": self.one.name})
