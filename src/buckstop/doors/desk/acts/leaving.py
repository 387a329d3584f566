"""Staff who leave, come back, and are erased."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.conversations.actions import erasing
from buckstop.conversations.actions.erasing import Reach
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.customers import SureForm
from buckstop.doors.components.forms.owning import OfferForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.person import PersonAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import PEOPLE, PERSON
from buckstop.doors.desk.forms import Nothing
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting import people, times
from buckstop.ledger.refused import Refused
from buckstop.people.actions import staff
from buckstop.people.models import Contact, Person
from buckstop.people.permissions.staff import may_come_back, may_set_last_day
from buckstop.people.queries import desk
from buckstop.problems.actions import last_days, ownership
from buckstop.problems.commitments import handoff
from buckstop.problems.models import Problem
from buckstop.problems.permissions.ownership import may_leave, may_own


class OfferTheirs(PersonAct):
    """What somebody owns is offered to a colleague, each problem with the same brief."""

    label = gettext_lazy("Offer what they own")
    who = Who.LEADERS
    noun = "offers/"
    where = (Where(Spot.PERSON, 35),)
    form = OfferForm
    template = "desk/sheet_offer.html"

    @classmethod
    def may(cls, on: Subject) -> bool:
        return super().may(on) and not may_own(on.row)

    def times(self) -> list[datetime]:
        return times.answers(self.on_duty.times, self.reader, (30, 60, 240, 600))

    def options(self) -> dict[str, Any]:
        others = desk().exclude(pk=self.person.pk)
        return {"people": people.choices(others, self.on_duty, self.reader)}

    def context(self) -> dict[str, Any]:
        return {"owner": self.person.public_name}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        to = Person.objects.get(pk=filled["to"])
        offered, refused = 0, []
        for problem in Problem.objects.running().filter(owner=self.person).order_by("chain"):
            try:
                handoff.offer(
                    problem, to=to, brief=filled["brief"], answer_by=filled["by"], **self.by
                )
                offered += 1
            except Refused as refusal:
                refused.append(f"{problem.ref}: {refusal.sentence}")
        said = ngettext(
            "%(n)d problem is offered to %(who)s.",
            "%(n)d problems are offered to %(who)s.",
            offered,
        )
        return Confirmation(" ".join([said % {"n": offered, "who": to.public_name}, *refused]))


class LastDayForm(Plain):
    """The day; empty where they stay."""

    day = forms.DateField(
        label=gettext_lazy("Their last day"),
        required=False,
        help_text=gettext_lazy("Empty: they stay."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )


class SetLastDay(PersonAct):
    """When somebody leaves: what they own is offered on before, and who leads them reminded."""

    label = gettext_lazy("Last day")
    who = Who.LEADERS
    noun = "last-day/"
    where = (Where(Spot.PERSON, 36),)
    form = LastDayForm

    @classmethod
    def may(cls, on: Subject) -> bool:
        return super().may(on) and not may_set_last_day(on.row, on.reader.actor)

    def options(self) -> dict[str, Any]:
        return {"initial": {"day": self.person.last_day}}

    def context(self) -> dict[str, Any]:
        said = _(
            "%(n)d days before, each problem that they own is offered to the lead of its team"
            " or to the one with whom its buck stops. Who leads them is reminded of what is left."
        )
        return {"lead": said % {"n": last_days.BEFORE.days}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        staff.set_last_day(self.person, day=filled["day"], **self.by)
        return Confirmation(_("Noted."))


class Deactivate(PersonAct):
    """They leave; what they own goes to others first."""

    label = gettext_lazy("Deactivate")
    noun = "deactivation/"
    where = (Where(Spot.PERSON, 40),)
    form = Nothing
    submit = gettext_lazy("Move and deactivate")

    @classmethod
    def may(cls, on: Subject) -> bool:
        if on.on_duty is None or on.row.pk == on.reader.person.pk:
            return False
        leaves = not may_leave(on.row, bucks=on.on_duty.bucks)
        return super().may(on) and leaves

    def context(self) -> dict[str, Any]:
        n = Problem.objects.running().filter(owner=self.person).count()
        lead = ngettext(
            "They own one problem. It goes to the best person on shift, on record; or offer it"
            " first, so that who takes it has said yes.",
            "They own %(n)d problems. Each goes to the best person on shift, on record; or offer"
            " them first, so that who takes them has said yes.",
            n,
        )
        heading = _("Deactivate %(who)s") % {"who": self.person.public_name}
        return {"heading": heading, "lead": lead % {"n": n} if n else _("They own no problem now.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        ownership.leave(self.person, **self.by)
        gone = _("%(who)s is deactivated.") % {"who": self.person.public_name}
        return Confirmation(gone)


class ComeBack(PersonAct):
    """Somebody who had left is back: they log in as before, and own nothing yet."""

    label = gettext_lazy("Let them come back")
    noun = "return/"
    where = (Where(Spot.PERSON, 10),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not on.row.is_active and not may_come_back(on.row)

    def find(self, **keys: Any) -> None:
        super().find(**keys)
        if self.person.erased_at is not None:
            raise Http404

    def do(self, filled: dict[str, Any]) -> Confirmation:
        staff.come_back(self.person, **self.by)
        return Confirmation(_("%(who)s is back.") % {"who": self.person.public_name})


class ErasePerson(DeskAct):
    """A contact; or a member of staff who has left, whose words for the house stay."""

    label = gettext_lazy("Erase")
    who = Who.ADMINS
    before = PERSON.route
    noun = "erasure/"
    where = (Where(Spot.PERSON, 50), Where(Spot.CONTACT, 30))
    form = SureForm
    template = "desk/sheet_erase.html"
    person: Person

    @classmethod
    def may(cls, on: Subject) -> bool:
        row = on.row
        return isinstance(row, Contact) or (row.deactivated_at and row.erased_at is None)

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        return (on.row.person_id if isinstance(on.row, Contact) else on.row.pk,)

    def find(self, **keys: Any) -> None:
        found = Person.objects.filter(pk=keys["key"], erased_at=None).first()
        if found is None or (found.is_staff_member and not found.deactivated_at):
            raise Http404
        self.person = found

    @property
    def back(self) -> str:
        return PEOPLE.url()

    def options(self) -> dict[str, Any]:
        return {"name": self.person.name}

    def _reach(self) -> Reach:
        """What would go."""
        if self.person.is_staff_member:
            return Reach([self.person.name], 0, 0, 0, [self.person.email or ""], [])
        return erasing.reach([self.person], erasing.cases_of([self.person]))

    def context(self) -> dict[str, Any]:
        staffed = self.person.is_staff_member
        return {"name": self.person.name, "reach": self._reach(), "staff": staffed}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        erasing.erase_person(self.person, **self.by)
        return Confirmation(_("Erased."), to=PEOPLE.url())
