"""A list of problems under a name: saved, renamed, removed."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import PROBLEMS, SAVED_VIEW
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.problem_list import views as listed
from buckstop.people.actions import views
from buckstop.people.models import SavedView
from buckstop.people.permissions import views as may


class NameForm(Plain):
    """What it is called."""

    name = forms.CharField(label=gettext_lazy("Its name"), max_length=views.NAME)


class SaveForm(NameForm):
    """What it is called, whose it is, and what it asks for."""

    shared = forms.BooleanField(label=gettext_lazy("For everybody of the desk"), required=False)
    asks = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=2000)


class SaveView(DeskAct):
    """Keep the list as it is filtered and sorted."""

    label = gettext_lazy("Save this view")
    submit = gettext_lazy("Save")
    who = Who.DESK
    before = PROBLEMS.route
    noun = "views/"
    in_bar = "problems"
    where = (Where(Spot.VIEWS),)
    form = SaveForm
    template = "desk/sheet_save_view.html"

    @classmethod
    def may(cls, on: Subject) -> bool:
        return bool(on.row) and not may.may_save_view(on.reader.actor)

    @classmethod
    def query(cls, on: Subject) -> dict[str, Any]:
        return {"asks": on.row}

    def options(self) -> dict[str, Any]:
        return {"initial": {"asks": self.request.GET.get("asks", "")[:2000]}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        asks, shared = listed.kept(filled["asks"]), filled["shared"]
        made = views.save_view(
            self.reader.person, name=filled["name"], asks=asks, shared=shared, **self.by
        )
        return Confirmation(_("Saved as “%(name)s”.") % {"name": made.name}, to=listed.url(made))

    @property
    def back(self) -> str:
        return PROBLEMS.url()


class _OfView(DeskAct):
    """What is done with a saved view."""

    who = Who.DESK
    before = SAVED_VIEW.route
    in_bar = "problems"
    view: SavedView

    def find(self, **keys: Any) -> None:
        mine = listed.seen_by(self.reader.person, removed=True)
        self.view = get_object_or_404(mine, pk=keys["key"])

    @property
    def back(self) -> str:
        return listed.url(self.view)


class RenameView(_OfView):
    """Another name."""

    label = gettext_lazy("Rename")
    noun = "name/"
    where = (Where(Spot.SAVED_VIEW, 10),)
    form = NameForm
    template = "desk/sheet_save_view.html"

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_rename_view(on.row, on.reader.actor)

    def options(self) -> dict[str, Any]:
        return {"initial": {"name": self.view.name}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        views.rename_view(self.view, name=filled["name"], **self.by)
        return Confirmation(_("It has another name."), to=self.back)


class RemoveView(_OfView):
    """Nobody needs it."""

    label = gettext_lazy("Remove")
    noun = "removal/"
    where = (Where(Spot.SAVED_VIEW, 20),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_remove_view(on.row, on.reader.actor)

    @property
    def back(self) -> str:
        return PROBLEMS.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        views.remove_view(self.view, **self.by)
        undo = PutBackView.url(self.view.pk)
        return Confirmation(_("“%(name)s” is removed.") % {"name": self.view.name}, undo=undo)


class PutBackView(_OfView):
    """It was needed after all."""

    noun = "return/"

    def do(self, filled: dict[str, Any]) -> Confirmation:
        views.put_back_view(self.view, **self.by)
        return Confirmation(_("“%(name)s” is back.") % {"name": self.view.name})
