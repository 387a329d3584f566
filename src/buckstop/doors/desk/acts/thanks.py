"""A person thanks a person, for what they did on a problem."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Choices, Plain, words
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.presenting import people
from buckstop.outcomes import permissions as may
from buckstop.outcomes.actions.thanking import thank
from buckstop.people.models import Person
from buckstop.people.queries import staff


class ThankForm(Plain):
    """Whom, and for what."""

    to = forms.ChoiceField(label=gettext_lazy("Whom"))
    text = words(gettext_lazy("For what"), rows=3)

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", people)


class Thank(ProblemAct):
    """It goes to that person, and nowhere else."""

    label = gettext_lazy("Thank somebody")
    noun = "thanks/"
    where = (Where(Spot.MORE, 90),)
    form = ThankForm
    submit = gettext_lazy("Thank them")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_thank(on.reader.actor)

    def options(self) -> dict[str, Any]:
        others = staff().exclude(pk=self.reader.person.pk)
        chosen = self.request.GET.get("to", str(self.problem.owner_id))
        choices = people.choices(others, self.on_duty, self.reader)
        return {"people": choices, "initial": {"to": chosen}}

    def context(self) -> dict[str, Any]:
        return {"lead": _("They read it; nobody else does, and nobody counts it.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        to = Person.objects.get(pk=filled["to"])
        thank(to, problem=self.problem, text=filled["text"], **self.by)
        return Confirmation(_("%(who)s hears of it.") % {"who": to.public_name})
