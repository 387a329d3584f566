"""Taking a problem, and handing back what came by shift."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.owning import ReasonForm, TakeForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.problems.actions import ownership
from buckstop.problems.permissions import ownership as may
from buckstop.problems.rules.promises import HAND_BACK_WITHIN


class Taking(ProblemAct):
    """Take it: offer and acceptance in one."""

    label = gettext_lazy("Take it")
    letter = "t"
    noun = "takings/"
    where = (Where(Spot.MORE, 20), Where(Spot.HARDEST))
    form = TakeForm

    @classmethod
    def may(cls, on: Subject) -> bool:
        if on.problem is None or on.on_duty is None:
            return False
        return not may.may_take(on.problem, on.reader.actor, on.on_duty)

    def context(self) -> dict[str, Any]:
        who = self.problem.owner.public_name
        return {"lead": _("It is yours at once, on record. %(who)s is told.") % {"who": who}}

    def options(self) -> dict[str, Any]:
        return {"initial": {"of": self.problem.owner_id}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        ownership.take(self.problem, of=filled["of"], **self.by)
        return Confirmation(_("%(ref)s is yours now.") % {"ref": self.problem.ref})


class HandBack(ProblemAct):
    """Within 15 minutes, return what came by shift."""

    label = gettext_lazy("Hand it back")
    noun = "handbacks/"
    where = (Where(Spot.ROUTED),)
    form = ReasonForm
    template = "desk/sheet_hand_back.html"

    @classmethod
    def may(cls, on: Subject) -> bool:
        problem, view = on.problem, on.view
        if problem is None or view is None:
            return False
        how, since, reader = view.how, problem.owner_since, on.reader
        return not may.may_hand_back(problem, reader.actor, how=how, since=since, at=reader.now)

    def context(self) -> dict[str, Any]:
        return {"until": self.problem.owner_since + HAND_BACK_WITHIN}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        ownership.hand_back(self.problem, reason=filled["reason"], **self.by)
        return Confirmation(_("Handed back. The next one on shift owns it."))
