"""Taking a problem, and handing back what came by shift."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.owning import ReasonForm
from buckstop.doors.desk.acts.base import Confirmation, ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.forms import Nothing
from buckstop.problems.actions import ownership
from buckstop.problems.rules.promises import HAND_BACK_WITHIN


class Taking(ProblemAct):
    """Take it: offer and acceptance in one."""

    label = gettext_lazy("Take it")
    noun = "takings/"
    where = (Where(Spot.MORE, 20),)
    form = Nothing

    @classmethod
    def may(cls, on: Subject) -> bool:
        if not cls.runs(on) or on.problem is None or on.problem.owner_id == on.reader.person.pk:
            return False
        there = on.on_duty
        away = there is not None and on.problem.owner_id not in there.on_shift
        watches = there is not None and there.watches(on.reader.person.pk)
        return on.reader.leads or (away and watches)

    def context(self) -> dict[str, Any]:
        who = self.problem.owner.public_name
        return {"lead": _("It is yours at once, on record. %(who)s is told.") % {"who": who}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        ownership.take(self.problem, **self.by)
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
        if problem is None or view is None or problem.is_closed or view.how != "routed":
            return False
        mine = problem.owner_id == on.reader.person.pk
        return mine and problem.owner_since + HAND_BACK_WITHIN >= on.reader.now

    def context(self) -> dict[str, Any]:
        return {"until": self.problem.owner_since + HAND_BACK_WITHIN}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        ownership.hand_back(self.problem, reason=filled["reason"], **self.by)
        return Confirmation(_("Handed back. The next one on shift owns it."))
