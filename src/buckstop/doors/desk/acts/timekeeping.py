"""Time spent on a problem is noted, and taken back."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.timekeeping import TimeForm
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import TIME_SPENT
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting import cases, times
from buckstop.people.zones import house_zone_info
from buckstop.problems.models import Case
from buckstop.timekeeping import permissions as may
from buckstop.timekeeping import queries
from buckstop.timekeeping.actions import noting
from buckstop.timekeeping.models import TimeSpent


class AddTime(ProblemAct):
    """Note how long one worked on it."""

    label = gettext_lazy("Time spent")
    noun = "time-spent/"
    where = (Where(Spot.MORE, 75),)
    form = TimeForm
    submit = gettext_lazy("Note it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may.may_add_time(on.reader.actor)

    def _cases(self) -> list[Case]:
        rows = Case.objects.filter(problem=self.problem).select_related("customer", "contact")
        return list(rows.order_by("opened_at", "pk"))

    def options(self) -> dict[str, Any]:
        found = [(str(one.pk), cases.name(one)) for one in self._cases()]
        whom = [("", _("all of them")), *found] if len(found) > 1 else []
        today = self.reader.now.astimezone(house_zone_info()).date()
        return {"cases": whom, "initial": {"day": today, "billable": True}}

    def context(self) -> dict[str, Any]:
        so_far = queries.of_problem(self.problem)
        if not so_far:
            return {"lead": ""}
        return {"lead": _("Noted so far: %(long)s.") % {"long": times.worked(so_far)}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        chosen = filled.get("case")
        spent = noting.add_time(
            self.problem,
            minutes=filled["minutes"],
            day=filled["day"],
            billable=filled["billable"],
            what=filled["what"],
            case=finding.case(self.problem, UUID(chosen)) if chosen else None,
            **self.by,
        )
        said = _("Noted: %(long)s.") % {"long": times.worked(spent.minutes)}
        return Confirmation(said, undo=RemoveTime.url(spent.pk))


class RemoveTime(DeskAct):
    """It was wrong."""

    label = gettext_lazy("Take it back")
    who = Who.DESK
    before = TIME_SPENT.route
    noun = "<uuid:key>/removal/"
    where = (Where(Spot.TIME_SPENT),)

    def find(self, **keys: UUID) -> None:
        self.spent = get_object_or_404(TimeSpent.objects.select_related("problem"), pk=keys["key"])

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_remove_time(on.row, on.reader.actor)

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        return (on.row.pk,)

    @property
    def back(self) -> str:
        return TIME_SPENT.url(month=f"{self.spent.day:%Y-%m}")

    def do(self, filled: dict[str, Any]) -> Confirmation:
        noting.remove_time(self.spent, **self.by)
        return Confirmation(_("Taken back: it counts no more."))
