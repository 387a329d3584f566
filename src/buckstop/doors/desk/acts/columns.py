"""Which columns somebody sees in lists of problems."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Where
from buckstop.doors.desk.addresses import PROBLEMS
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.problem_list.columns import COLUMNS, columns_of
from buckstop.people.actions.views import choose_columns


class ColumnsForm(Plain):
    """Any of those there are; without any, the problem alone."""

    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Beside the problem itself"),
        required=False,
        choices=COLUMNS,
        widget=forms.CheckboxSelectMultiple(),
    )


class ChooseColumns(DeskAct):
    """They stay, in each browser."""

    label = gettext_lazy("Columns")
    submit = gettext_lazy("Show these")
    before = PROBLEMS.route
    noun = "columns/"
    who = Who.ANYBODY
    in_bar = "problems"
    where = (Where(Spot.COLUMNS),)
    form = ColumnsForm

    @property
    def back(self) -> str:
        return PROBLEMS.url()

    def options(self) -> dict[str, Any]:
        return {"initial": {"columns": columns_of(self.request, self.reader)}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        choose_columns(self.reader.person, filled["columns"], **self.by)
        return Confirmation(_("Kept: your lists have these columns."))
