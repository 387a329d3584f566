"""That somebody read what the customer wrote."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.problems.actions import hearing
from buckstop.problems.models.case import Held
from buckstop.problems.permissions.problem import may_read


class Reading(ProblemAct):
    """I have read it; it needs no answer."""

    label = gettext_lazy("I have read it")
    noun = "readings/"
    where = (Where(Spot.UNREAD), Where(Spot.WORK_UNREAD, 20))

    @classmethod
    def may(cls, on: Subject) -> bool:
        if on.problem is None or on.problem.unheard_since is None:
            return False
        cases = on.view.cases if on.view else ()
        undecided = any(case.held_because == Held.ANSWERED for case in cases)
        return not may_read(on.problem, on.reader.actor, undecided=undecided)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        hearing.read(self.problem, **self.by)
        return Confirmation(_("Noted that it was read."))
