"""What was done for a customer at risk; that one left, and why."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.outcomes import CallForm, LeftForm
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Where
from buckstop.doors.desk.addresses import AT_RISK, CUSTOMER
from buckstop.doors.desk.guard import Who
from buckstop.people.models import Customer
from buckstop.reliability.actions import customers
from buckstop.reliability.models import Left


class _OfCustomer(DeskAct):
    who = Who.DESK
    before = CUSTOMER.route
    customer: Customer

    def find(self, **keys: Any) -> None:
        self.customer = finding.customer(self.reader, keys["key"])

    @property
    def back(self) -> str:
        return AT_RISK.url()

    def context(self) -> dict[str, Any]:
        return {"lead": self.customer.name}


class NoteCall(_OfCustomer):
    """Somebody spoke to them."""

    label = gettext_lazy("I spoke to them")
    heading = gettext_lazy("What came of it?")
    noun = "calls/"
    where = (Where(Spot.AT_RISK, 10),)
    form = CallForm
    submit = gettext_lazy("Note it")

    def do(self, filled: dict[str, Any]) -> Confirmation:
        customers.note_call(self.customer, what=filled["what"], **self.by)
        return Confirmation(_("Noted."))


class NoteLeft(_OfCustomer):
    """They are a customer no more."""

    label = gettext_lazy("They left")
    heading = gettext_lazy("Why did they leave?")
    noun = "leaving/"
    where = (Where(Spot.AT_RISK, 20), Where(Spot.CUSTOMER, 80))
    form = LeftForm
    submit = gettext_lazy("Note it")

    def do(self, filled: dict[str, Any]) -> Confirmation:
        left = customers.note_left(
            self.customer, because=filled["because"], why=filled["why"], **self.by
        )
        said = {"name": self.customer.name}
        return Confirmation(_("Noted that %(name)s left.") % said, undo=NoteStays.url(left.pk))


class NoteStays(DeskAct):
    """They didn't leave after all."""

    label = gettext_lazy("They didn’t leave")
    who = Who.DESK
    before = AT_RISK.route
    under = "left/<uuid:key>/"
    noun = "removal/"
    where = (Where(Spot.LEFT),)
    left: Left

    def find(self, **keys: Any) -> None:
        self.left = get_object_or_404(Left.objects.select_related("customer"), pk=keys["key"])

    @property
    def back(self) -> str:
        return AT_RISK.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        customers.note_stays(self.left, **self.by)
        return Confirmation(_("Taken back."))
