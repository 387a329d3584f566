"""Customers are told of a plan B, in words of ours."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Plain, words
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.problems.models import Commitment
from buckstop.suppliers.actions.silence import tell_plan_b
from buckstop.suppliers.commitments.plan_b import PlanB
from buckstop.suppliers.permissions import may_tell_plan_b


class TellPlanBForm(Plain):
    """What customers read in the plan."""

    what = words(gettext_lazy("What the customers read in the plan"), rows=3)


class TellPlanB(ProblemAct):
    """It becomes a step of the plan that customers see."""

    label = gettext_lazy("Tell the customers")
    under = "commitments/<uuid:key>/"
    noun = "telling/"
    where = (Where(Spot.STEP, 35),)
    form = TellPlanBForm
    submit = gettext_lazy("Put it in the plan")
    step: Commitment

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may_tell_plan_b(on.row, on.reader.actor)

    def find_row(self, key: UUID | None) -> None:
        assert key is not None
        self.step = finding.commitment(self.problem, key, PlanB)

    def options(self) -> dict[str, Any]:
        said = _("Our supplier hasn’t answered; we now do this: %(what)s")
        return {"initial": {"what": said % {"what": str(self.step.what or "")}}}

    def context(self) -> dict[str, Any]:
        return {"lead": _("Until now only we see it.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        tell_plan_b(self.step, what=filled["what"], **self.by)
        return Confirmation(_("It stands in the plan that the customers see."))
