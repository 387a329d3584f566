"""How long what was said is kept: for all, for a brand, for a customer; what is held."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.keeping import MonthsForm, PeriodForm
from buckstop.doors.components.forms.owning import ReasonForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.customer import CustomerAct
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import KEEPING
from buckstop.doors.desk.guard import Who
from buckstop.people.models import Brand
from buckstop.retention.actions import saying
from buckstop.retention.models import Period
from buckstop.retention.permissions import may_end_hold, may_set_hold
from buckstop.retention.queries import hold_of, hold_on, problem_hold
from buckstop.retention.settings import MONTHS


class _OfKeeping(DeskAct):
    """An act of admins on the page of keeping."""

    who = Who.ADMINS
    in_bar = "house"
    before = KEEPING.route

    @property
    def back(self) -> str:
        return KEEPING.url()


class SetMonths(_OfKeeping):
    """How long all is kept."""

    label = gettext_lazy("Change")
    noun = "months/"
    where = (Where(Spot.KEEPING),)
    form = MonthsForm
    heading = gettext_lazy("How long what was said is kept")
    submit = gettext_lazy("Keep it")

    def options(self) -> dict[str, Any]:
        return {"initial": {"months": self.request.GET.get("months") or MONTHS.value}}

    def context(self) -> dict[str, Any]:
        lead = _(
            "What is past its time goes at night, a little at a time, and doesn’t come back. Look"
            " first at what would go."
        )
        return {"lead": lead}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        saying.set_months(filled["months"], **self.by)
        return Confirmation(_("Kept. What would go stands below."))


class AddPeriod(_OfKeeping):
    """Another time for what is said under a brand."""

    label = gettext_lazy("Add an exception")
    noun = "periods/"
    where = (Where(Spot.PERIODS),)
    form = PeriodForm
    submit = gettext_lazy("Add it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return Brand.objects.filter(ended_at=None).exists()

    def options(self) -> dict[str, Any]:
        brands = Brand.objects.filter(ended_at=None).order_by("name", "pk")
        return {"brands": [(str(one.pk), one.name) for one in brands]}

    def context(self) -> dict[str, Any]:
        return {"lead": _("For a customer it is said on their page.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        brand = Brand.objects.get(pk=filled["brand"])
        saying.set_period(brand, months=filled["months"], **self.by)
        return Confirmation(_("Kept."))


class EndPeriod(_OfKeeping):
    """What holds for all holds for it again."""

    label = gettext_lazy("Remove")
    under = "periods/<uuid:key>/"
    noun = "end/"
    where = (Where(Spot.PERIOD),)
    period: Period

    def find(self, **keys: Any) -> None:
        self.period = get_object_or_404(Period, pk=keys["key"], until=None)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        saying.end_period(self.period, **self.by)
        return Confirmation(_("What holds for all holds for it again."))


class KeepCustomer(CustomerAct):
    """Another time for a customer."""

    label = gettext_lazy("How long it is kept")
    who = Who.ADMINS
    noun = "period/"
    where = (Where(Spot.CUSTOMER, 27),)
    form = MonthsForm
    submit = gettext_lazy("Keep it")

    def options(self) -> dict[str, Any]:
        found = Period.objects.filter(customer=self.customer, until=None).first()
        return {"initial": {"months": found.months if found else MONTHS.value}}

    def context(self) -> dict[str, Any]:
        lead = _("For this customer alone, whatever holds for all. Keeping has the way back.")
        return {"lead": lead}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        saying.set_period(self.customer, months=filled["months"], **self.by)
        return Confirmation(_("Kept."))


def _why() -> str:
    return _("Nothing of it is erased by rule while it is held. Say why, for who reads it later.")


class HoldCustomer(CustomerAct):
    """Nothing of theirs is erased by rule."""

    label = gettext_lazy("Hold")
    who = Who.LEADERS
    noun = "holds/"
    where = (Where(Spot.CUSTOMER, 28),)
    form = ReasonForm
    heading = gettext_lazy("Hold what is theirs")
    submit = gettext_lazy("Hold it")
    fields = {"why": "reason"}

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may_set_hold(on.reader.actor) and hold_of(on.row.pk) is None

    def context(self) -> dict[str, Any]:
        return {"lead": _why()}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        saying.set_hold(self.customer, why=filled["reason"], **self.by)
        return Confirmation(_("It is held."))


class ReleaseCustomer(CustomerAct):
    """The rules hold for it again."""

    label = gettext_lazy("End the hold")
    who = Who.LEADERS
    noun = "holds/end/"
    where = (Where(Spot.CUSTOMER, 28),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may_end_hold(on.reader.actor) and hold_of(on.row.pk) is not None

    def do(self, filled: dict[str, Any]) -> Confirmation:
        hold = hold_of(self.customer.pk)
        if hold is None:
            raise Http404
        saying.end_hold(hold, **self.by)
        return Confirmation(_("The rules hold for it again."))


class HoldProblem(ProblemAct):
    """Nothing of it is erased by rule."""

    label = gettext_lazy("Hold what was said")
    who = Who.LEADERS
    noun = "holds/"
    where = (Where(Spot.MORE, 90),)
    form = ReasonForm
    submit = gettext_lazy("Hold it")
    fields = {"why": "reason"}

    @classmethod
    def may(cls, on: Subject) -> bool:
        if on.problem is None or not on.problem.is_closed or may_set_hold(on.reader.actor):
            return False
        return hold_on(on.problem) is None

    def context(self) -> dict[str, Any]:
        return {"lead": _why()}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        saying.set_hold(self.problem, why=filled["reason"], **self.by)
        return Confirmation(_("It is held."))


class ReleaseProblem(ProblemAct):
    """The rules hold for it again."""

    label = gettext_lazy("End the hold")
    who = Who.LEADERS
    noun = "holds/end/"
    where = (Where(Spot.MORE, 90),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        if on.problem is None or not on.problem.is_closed or may_end_hold(on.reader.actor):
            return False
        return problem_hold(on.problem) is not None

    def do(self, filled: dict[str, Any]) -> Confirmation:
        hold = problem_hold(self.problem)
        if hold is None:
            raise Http404
        saying.end_hold(hold, **self.by)
        return Confirmation(_("The rules hold for it again."))
