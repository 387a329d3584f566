"""A person thanks a person, for what they did on a problem; they may show it to their lead."""

from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Choices, Plain, words
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import THANKS, THANKS_GOT
from buckstop.doors.desk.presenting import people
from buckstop.outcomes import permissions as may
from buckstop.outcomes.actions.thanking import show_thanks, thank
from buckstop.outcomes.models import Thanks
from buckstop.outcomes.queries import leads_of
from buckstop.people.models import Person
from buckstop.people.queries import staff


class ThankForm(Plain):
    """Whom, and for what."""

    to = forms.ChoiceField(label=gettext_lazy("Whom"))
    text = words(gettext_lazy("For what"), rows=3)

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", people)


class ShowForm(Plain):
    """To whom."""

    to = forms.ChoiceField(label=gettext_lazy("Who leads you"))

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
        return {"lead": _("They read it, and who leads them if they choose; nobody counts it.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        to = Person.objects.get(pk=filled["to"])
        thank(to, problem=self.problem, text=filled["text"], **self.by)
        return Confirmation(_("%(who)s hears of it.") % {"who": to.public_name})


class ShowThanks(DeskAct):
    """Who was thanked lets their lead read it."""

    label = gettext_lazy("Show my lead")
    before = THANKS_GOT.route
    noun = "readers/"
    where = (Where(Spot.THANKS, 10),)
    form = ShowForm
    submit = gettext_lazy("Show it")
    in_bar = "people"
    thanks: Thanks

    def find(self, **keys: Any) -> None:
        found = Thanks.objects.filter(pk=keys["key"], to=self.reader.person)
        thanks = found.select_related("given_by", "text").first()
        if thanks is None:
            raise Http404
        self.thanks = thanks

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_show_thanks(on.row, on.reader.actor)

    def options(self) -> dict[str, Any]:
        return {"people": people.choices(leads_of(self.thanks), self.on_duty, self.reader)}

    def context(self) -> dict[str, Any]:
        who = {"who": self.thanks.given_by.public_name, "text": self.thanks.text}
        return {"lead": _("%(who)s wrote: “%(text)s” Who leads you reads it, nobody else.") % who}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        to = Person.objects.get(pk=filled["to"])
        show_thanks(self.thanks, to=to, **self.by)
        return Confirmation(_("%(who)s can read it now.") % {"who": to.public_name})

    @property
    def back(self) -> str:
        return THANKS.url()
