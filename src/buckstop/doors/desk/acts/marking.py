"""A customer is marked: whoever opens what is theirs is on record."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.owning import ReasonForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.customer import CustomerAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.guard import Who
from buckstop.oversight import permissions as may
from buckstop.oversight.actions import marking
from buckstop.oversight.queries import mark_of


class MarkCustomer(CustomerAct):
    """From now on whoever opens what is theirs is on record."""

    label = gettext_lazy("Mark")
    who = Who.LEADERS
    noun = "mark/"
    where = (Where(Spot.CUSTOMER, 25),)
    form = ReasonForm
    heading = gettext_lazy("Mark the customer")
    submit = gettext_lazy("Mark")
    fields = {"why": "reason"}

    @classmethod
    def may(cls, on: Subject) -> bool:
        return mark_of(on.row.pk) is None and not may.may_mark_customer(on.row, on.reader.actor)

    def context(self) -> dict[str, Any]:
        lead = _(
            "Whoever opens this customer, their problems or their files is on record, and reads so"
            " on this page. Who did what says who it was."
        )
        return {"lead": lead}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        marking.mark_customer(self.customer, why=filled["reason"], **self.by)
        return Confirmation(_("Marked: whoever opens what is theirs is on record."))


class UnmarkCustomer(CustomerAct):
    """Nobody is on record any more for opening it."""

    label = gettext_lazy("Take the mark away")
    who = Who.LEADERS
    noun = "mark-end/"
    where = (Where(Spot.CUSTOMER, 25),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return mark_of(on.row.pk) is not None and not may.may_unmark_customer(on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        marking.unmark_customer(self.customer, **self.by)
        return Confirmation(_("It isn’t marked any more."))
