"""A step of the plan."""

from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.owning import StepForm
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.presenting import cases, people, times
from buckstop.people.models import Person
from buckstop.people.queries import staff
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case
from buckstop.problems.models.case import WAITING
from buckstop.problems.permissions.owed import may_add_step

_THEIRS = "case:"  # stands before a case's key where its contact does the step


class Step(ProblemAct):
    """Somebody does something by a time."""

    label = gettext_lazy("Add")
    noun = "steps/"
    where = (Where(Spot.PLAN),)
    form = StepForm
    template = "desk/sheet_step.html"
    fields = {"due": "by", "debtor": "who", "case": "scope"}

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may_add_step(on.problem, on.reader.actor)

    @cached_property
    def waiting(self) -> list[Case]:
        """The cases whose contacts could do it, or alone read it."""
        rows = Case.objects.filter(problem=self.problem, state__in=WAITING)
        return list(rows.select_related("customer", "contact").order_by("opened_at")[:100])

    def times(self) -> list[datetime]:
        return times.answers(self.level, self.reader, (120, 60, 240, 600, 1200))

    def options(self) -> dict[str, Any]:
        waiting = self.waiting
        ours = people.choices(staff(), self.on_duty, self.reader)
        ours.sort(key=lambda one: one[0] != str(self.reader.person.pk))
        theirs = [
            (f"{_THEIRS}{c.pk}", f"{cases.name(c)}: {c.contact.public_name}") for c in waiting
        ]
        scopes = [("", _("every customer"))]
        if len(waiting) > 1:
            scopes += [(str(c.pk), _("%(who)s only") % {"who": cases.name(c)}) for c in waiting]
        return {"people": [*ours, *theirs], "scopes": scopes}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        who, scope = filled["who"], filled["scope"]
        theirs = who.startswith(_THEIRS)
        scope = who.removeprefix(_THEIRS) if theirs else scope
        case = finding.case(self.problem, UUID(scope)) if scope else None
        debtor = case.contact if theirs and case else Person.objects.get(pk=who)
        add_step(
            self.problem, what=filled["what"], debtor=debtor, due=filled["by"], case=case, **self.by
        )
        return Confirmation(_("The step is in the plan."))
