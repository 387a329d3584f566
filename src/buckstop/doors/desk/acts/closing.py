"""Closing what we found and no customer has."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.owning import ReasonForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.problems.actions import closing
from buckstop.problems.permissions.problem import may_close_unreported


class CloseUnreported(ProblemAct):
    """Nothing is left to do, and there is no customer to ask."""

    label = gettext_lazy("Close it, no customer has it")
    noun = "closing/"
    where = (Where(Spot.MORE, 80),)
    form = ReasonForm
    submit = gettext_lazy("Close it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        if on.problem is None or on.view is None:
            return False
        return not may_close_unreported(on.problem, on.reader.actor, cases=on.view.cases)

    def context(self) -> dict[str, Any]:
        return {
            "lead": _(
                "No customer reported this, so nobody is asked and nobody is mailed. "
                "What is still owed on it ends. If a customer reports it later, it is open again."
            )
        }

    def do(self, filled: dict[str, Any]) -> Confirmation:
        closing.close_unreported(self.problem, reason=filled["reason"], **self.by)
        return Confirmation(_("%(ref)s is closed.") % {"ref": self.problem.ref})
