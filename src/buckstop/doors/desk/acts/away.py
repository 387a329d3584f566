"""Who is there instead of whom: overrides and absences."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage import permissions as may
from buckstop.coverage.actions import instead
from buckstop.coverage.models import Absence, Override
from buckstop.coverage.queries import zone_of
from buckstop.doors.components.forms.roster import AbsenceForm, OverrideForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.shift import OfRoster
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting import people
from buckstop.people.models import Person
from buckstop.people.queries import desk


def _person(key: str) -> Person | None:
    return Person.objects.get(pk=key) if key else None


class AddOverride(OfRoster):
    """Somebody instead of somebody for some hours; a gap of the grid comes filled in."""

    label = gettext_lazy("Put somebody else on")
    noun = "overrides/"
    where = (Where(Spot.OVERRIDES),)
    form = OverrideForm
    submit = gettext_lazy("Put them on")

    def options(self) -> dict[str, Any]:
        asked = {name: self.request.GET.get(name, "") for name in ("instead_of", "starts", "ends")}
        choices = people.choices(desk(), self.on_duty, self.reader)
        return {"people": choices, "initial": asked}

    def context(self) -> dict[str, Any]:
        return {"lead": _("Times in %(zone)s.") % {"zone": zone_of(self.roster)}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        person = Person.objects.get(pk=filled["person"])
        instead.override(
            self.roster,
            person=person,
            instead_of=_person(filled["instead_of"]),
            starts=filled["starts"],
            ends=filled["ends"],
            **self.by,
        )
        return Confirmation(_("%(who)s is on duty then.") % {"who": person.public_name})


class RemoveOverride(OfRoster):
    """As the roster says, after all."""

    label = gettext_lazy("Remove")
    under = "overrides/<uuid:key>/"
    noun = "removal/"
    where = (Where(Spot.OVERRIDE),)
    row: Override

    def find(self, **keys: Any) -> None:
        self.row = get_object_or_404(Override.objects.select_related("roster"), pk=keys["key"])
        self.roster = self.row.roster

    def do(self, filled: dict[str, Any]) -> Confirmation:
        instead.remove_override(self.row, **self.by)
        return Confirmation(_("Removed."))


class NoteAbsence(OfRoster):
    """Somebody is away; everybody may say so of themselves."""

    label = gettext_lazy("Note an absence")
    who = Who.DESK
    noun = "absences/"
    where = (Where(Spot.ABSENCES),)
    form = AbsenceForm
    submit = gettext_lazy("Note it")

    def options(self) -> dict[str, Any]:
        everybody = people.choices(desk(), self.on_duty, self.reader)
        me = self.reader.person
        who = [one for one in everybody if not may.may_speak_for(UUID(one[0]), self.reader.actor)]
        return {"people": who, "stand_ins": everybody, "initial": {"person": str(me.pk)}}

    def context(self) -> dict[str, Any]:
        return {"lead": _("Times in %(zone)s.") % {"zone": zone_of(self.roster)}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        person = Person.objects.get(pk=filled["person"])
        starts: datetime = filled["starts"]
        instead.note_absence(
            person,
            starts=starts,
            ends=filled["ends"],
            stand_in=_person(filled["stand_in"]),
            **self.by,
        )
        return Confirmation(_("%(who)s is away then.") % {"who": person.public_name})


class RemoveAbsence(OfRoster):
    """They are there after all."""

    label = gettext_lazy("Remove")
    who = Who.DESK
    under = "absences/<uuid:key>/"
    noun = "removal/"
    where = (Where(Spot.ABSENCE),)
    row: Absence

    def find(self, **keys: Any) -> None:
        self.row = get_object_or_404(Absence, pk=keys["key"])

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_remove_absence(on.row, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        instead.remove_absence(self.row, **self.by)
        return Confirmation(_("Removed."))
