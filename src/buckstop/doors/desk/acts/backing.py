"""A leader stands behind what somebody decided."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.conversations.actions.backing import back_decision
from buckstop.doors.components.forms.base import Choices, Plain, words
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting import people
from buckstop.people.models import Person
from buckstop.people.queries import staff
from buckstop.problems.permissions.escalation import may_back_decision


class BackForm(Plain):
    """Whose decision, which, and why it stands."""

    person = forms.ChoiceField(label=gettext_lazy("Whose decision"))
    text = words(gettext_lazy("Which decision you back, and why"), rows=4)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", people)


class BackDecision(ProblemAct):
    """On record, whatever comes of it; whose decision it was hears."""

    label = gettext_lazy("Back a decision")
    who = Who.LEADERS
    noun = "backings/"
    where = (Where(Spot.MORE, 35),)
    form = BackForm

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may_back_decision(on.problem, on.reader.actor)

    def options(self) -> dict[str, Any]:
        others = staff().exclude(pk=self.reader.person.pk)
        choices = people.choices(others, self.on_duty, self.reader)
        return {"people": choices, "initial": {"person": str(self.problem.owner_id)}}

    def context(self) -> dict[str, Any]:
        return {"lead": _("It stands in the record with your name; colleagues read it.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        person = Person.objects.get(pk=filled["person"])
        back_decision(self.problem, person=person, text=filled["text"], **self.by)
        return Confirmation(_("%(who)s reads that you back it.") % {"who": person.public_name})
