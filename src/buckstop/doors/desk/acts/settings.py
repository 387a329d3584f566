"""What admins choose about the desk: a group of settings at a time."""

from typing import Any, ClassVar

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.configuration.actions.choosing import choose
from buckstop.configuration.group import GROUPS, Group
from buckstop.configuration.setting import Origin, of_group
from buckstop.doors.components.forms.settings import SettingsForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import SETTINGS
from buckstop.doors.desk.guard import Who
from buckstop.people.actions import staff


class ChangeSettings(DeskAct):
    """The settings of a group."""

    label = gettext_lazy("Change")
    who = Who.ADMINS
    before = SETTINGS.route
    noun = "changes/"
    where: ClassVar[tuple[Where, ...]] = (Where(Spot.SETTINGS),)
    form = SettingsForm
    submit = gettext_lazy("Keep it")
    group: Group

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        return (on.row.name,)

    @classmethod
    def may(cls, on: Subject) -> bool:
        chosen_here = any(one.origin is not Origin.GIVEN for one in of_group(on.row))
        return chosen_here and not on.row.own_page

    def find(self, **keys: Any) -> None:
        found = GROUPS.get(keys["group"])
        if found is None or found.own_page:
            raise Http404
        self.group = found

    @property
    def back(self) -> str:
        return SETTINGS.url(self.group.name)

    def options(self) -> dict[str, Any]:
        return {"settings": of_group(self.group)}

    def context(self) -> dict[str, Any]:
        return {"lead": self.group.says, "heading": self.group.label}

    def fill(self, *posted: Any) -> SettingsForm:
        form = super().fill(*posted)
        assert isinstance(form, SettingsForm)
        self._filled = form
        return form

    def do(self, filled: dict[str, Any]) -> Confirmation:
        del filled
        house = staff.found_house(**self.by)
        changed = choose(self._filled.wishes(), on=house, **self.by)
        return Confirmation(_("Kept.") if changed else _("Nothing was changed."))
