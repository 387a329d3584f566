"""The roster: its shifts, its zone, and with whom the buck stops."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage import actions as coverage
from buckstop.coverage.models import Roster, Shift
from buckstop.coverage.permissions import may_put_back_shift
from buckstop.coverage.queries import roster
from buckstop.coverage.rules import DAYS
from buckstop.doors.components.forms.base import Choices, Plain
from buckstop.doors.components.forms.house import ZoneForm
from buckstop.doors.components.forms.logging import ShiftForm
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import ROSTER
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting import people
from buckstop.people.models import Person
from buckstop.people.queries import desk
from buckstop.people.zones import house_zone


class BuckForm(Plain):
    """With whom the buck stops."""

    to = forms.ChoiceField(label=gettext_lazy("The buck stops with"))

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", people)


class OfRoster(DeskAct):
    """An act on a roster: of the team that its address asks for, else the service desk's."""

    who = Who.LEADERS
    before = ROSTER.route

    @classmethod
    def query(cls, on: Subject) -> dict[str, Any]:
        return {"team": on.row.team_id} if isinstance(on.row, Roster) else {}

    @cached_property
    def roster(self) -> Roster:
        """The roster that it is about; 404 where there is none."""
        return finding.roster(self.request.GET.get("team", ""))

    @property
    def back(self) -> str:
        return ROSTER.url(team=self.roster.team_id)

    def about(self) -> dict[str, Any]:
        """Where it is posted says which roster it is about."""
        at = self.request.path.removesuffix("new/")
        team = self.roster.team_id
        return super().about() | {"action": f"{at}?team={team}" if team else at}


class AddShift(OfRoster):
    """A weekly shift."""

    label = gettext_lazy("Add")
    noun = "shifts/"
    where = (Where(Spot.SHIFTS),)
    form = ShiftForm
    template = "desk/sheet_shift.html"
    heading = gettext_lazy("Add a shift")
    fields = {"weekday": "day"}

    def options(self) -> dict[str, Any]:
        days = [(str(n), str(name)) for n, name in enumerate(DAYS)]
        return {"people": people.choices(desk(), self.on_duty, self.reader), "days": days}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        person = Person.objects.get(pk=filled["person"])
        coverage.add_shift(
            self.roster, person=person, weekday=int(filled["day"]), starts=filled["starts"],
            ends=filled["ends"], zone=filled["zone"], **self.by,
        )  # fmt: skip
        return Confirmation(_("%(who)s is on the roster.") % {"who": person.public_name})


class _OfShift(OfRoster):
    """An act on one shift."""

    under = "shifts/<uuid:key>/"
    shift: Shift

    def find(self, **keys: Any) -> None:
        rows = Shift.objects.select_related("roster", "person")
        self.shift = get_object_or_404(rows, pk=keys["key"])
        self.roster = self.shift.roster


class RemoveShift(_OfShift):
    """Take somebody off a shift."""

    noun = "removal/"
    where = (Where(Spot.SHIFT),)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        coverage.drop_shift(self.shift, **self.by)
        return Confirmation(_("The shift is gone."), undo=PutBackShift.url(self.shift.pk))


class PutBackShift(_OfShift):
    """The shift that was removed is there again."""

    noun = "return/"
    where = (Where(Spot.SHIFT_DROPPED),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may_put_back_shift(on.row.person)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        coverage.put_back_shift(self.shift, **self.by)
        return Confirmation(_("The shift is back."))


class MoveBuck(OfRoster):
    """With whom the buck stops."""

    label = gettext_lazy("Change")
    noun = "buck/"
    where = (Where(Spot.BUCK),)  # a team's own is changed with the team
    form = BuckForm
    heading = gettext_lazy("With whom the buck stops")
    submit = gettext_lazy("Change")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.row.team_id is None

    def options(self) -> dict[str, Any]:
        choices = people.choices(desk(), self.on_duty, self.reader)
        return {"people": choices, "initial": {"to": str(self.on_duty.buck_stops_with)}}

    def context(self) -> dict[str, Any]:
        return {"lead": _("Whatever nobody else can take belongs to them, at any hour.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        to = Person.objects.get(pk=filled["to"])
        coverage.move_buck(roster(), to=to, **self.by)
        return Confirmation(_("The buck stops with %(who)s.") % {"who": to.public_name})


class SetRosterZone(OfRoster):
    """The roster's zone."""

    label = gettext_lazy("Change")
    who = Who.ADMINS
    noun = "zone/"
    where = (Where(Spot.ROSTER_ZONE),)
    form = ZoneForm
    heading = gettext_lazy("The roster’s time zone")
    submit = gettext_lazy("Keep it")

    def options(self) -> dict[str, Any]:
        return {"initial": {"zone": self.roster.zone}}

    def context(self) -> dict[str, Any]:
        zone = {"zone": house_zone()}
        return {"lead": _("Shifts are in it. Empty: %(zone)s, the house’s.") % zone}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        coverage.set_roster_zone(self.roster, zone=filled["zone"], **self.by)
        return Confirmation(_("Kept."))
