"""Putting a problem before everything else that its owner has, and giving it its place again."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.doors.components.forms.owning import ReasonForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.presenting import times
from buckstop.problems.actions import pins
from buckstop.problems.permissions.problem import may_pin, may_unpin
from buckstop.problems.queries.pins import delayed_by


class Pin(ProblemAct):
    """It comes first until a shift ends; whoever looks sees who said so, and why."""

    label = gettext_lazy("Put it first")
    noun = "pins/"
    where = (Where(Spot.MORE, 47),)
    form = ReasonForm
    fields = {"why": "reason"}

    @classmethod
    def may(cls, on: Subject) -> bool:
        if on.problem is None or may_pin(on.problem, on.reader.actor):
            return False
        return not on.problem.is_pinned(on.reader.now)

    def context(self) -> dict[str, Any]:
        n, who = delayed_by(self.problem, self.on_duty, self.reader.now), self.problem.owner
        said = ngettext(
            "It goes before %(n)s thing of %(who)s’s that costs customers more.",
            "It goes before %(n)s things of %(who)s’s that cost customers more.",
            n,
        )
        none = _("Nothing of %(who)s’s that costs customers more waits for it.")
        return {"lead": (said if n else none) % {"n": n, "who": who.public_name}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        row = pins.pin(self.problem, why=filled["reason"], **self.by)
        time = times.said(self.reader, row.until)
        return Confirmation(_("It comes first until %(time)s.") % {"time": time})


class Unpin(ProblemAct):
    """It has its place in the order again."""

    label = gettext_lazy("Don’t put it first any more")
    noun = "pins/removal/"
    where = (Where(Spot.MORE, 47),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may_unpin(on.problem, on.reader.actor, on.reader.now)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        pins.unpin(self.problem, **self.by)
        return Confirmation(_("It has its place in the order again."))
