"""Asking a colleague, or a team, for something."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage.queries import teams
from buckstop.doors.components.forms.base import Timed
from buckstop.doors.components.forms.owning import AskForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.acts.supplier_ask import AskSupplier
from buckstop.doors.desk.presenting import people, times
from buckstop.people.models import Person
from buckstop.people.queries import staff
from buckstop.problems.commitments.ask import ask, ask_team, look_again
from buckstop.problems.permissions.owed import may_ask, may_look_again
from buckstop.suppliers.queries import suppliers

_TEAM = "team:"  # stands before a team's key among those who can be asked


class ComeBackToForm(Timed):
    """When, and what for."""

    what = forms.CharField(
        label=gettext_lazy("What for"),
        max_length=300,
        initial=gettext_lazy("Look at it again"),
    )


class ComeBackTo(ProblemAct):
    """Promise oneself to look at it again, before the customers hear next."""

    label = gettext_lazy("Look at it again")
    letter = "z"
    noun = "looks/"
    where = (Where(Spot.MORE, 45),)
    form = ComeBackToForm
    template = "desk/sheet_look_again.html"

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may_look_again(on.problem, on.reader.actor)

    def times(self) -> list[datetime]:
        found = times.answers(self.level, self.reader, (120, 30, 60, 240, 600))
        last = self.problem.news_due
        fit = [at for at in found if last is None or at < last]
        return fit if last is None else [*fit, last]

    def do(self, filled: dict[str, Any]) -> Confirmation:
        look_again(self.problem, what=filled["what"], due=filled["by"], **self.by)
        return Confirmation(
            _("You look at it again by %(time)s.") % {"time": times.said(self.reader, filled["by"])}
        )


class Ask(ProblemAct):
    """Ask a colleague, or a team: whoever of it answers first, owes it."""

    label = gettext_lazy("Ask somebody")
    noun = "asks/"
    where = (Where(Spot.MORE, 40), Where(Spot.OWED, label=gettext_lazy("Ask")))
    form = AskForm
    template = "desk/sheet_ask.html"
    fields = {"due": "by", "debtor": "whom", "of": "whom"}

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may_ask(on.problem, on.reader.actor)

    def times(self) -> list[datetime]:
        return times.answers(self.level, self.reader, times.USUAL_ANSWER)

    def options(self) -> dict[str, Any]:
        others = staff().exclude(pk=self.reader.person.pk)
        found = people.choices(others, self.on_duty, self.reader)
        named = [(f"{_TEAM}{one.pk}", _("%(team)s (team)") % {"team": one}) for one in teams()]
        return {"people": [*found, *named]}

    def context(self) -> dict[str, Any]:
        asks_outside = suppliers().exists()
        url = AskSupplier.sheet_url(self.problem.number) if asks_outside else ""
        return {"lead": "", "supplier_url": url}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        whom = filled["whom"]
        if whom.startswith(_TEAM):
            team = teams().get(pk=whom.removeprefix(_TEAM))
            ask_team(self.problem, what=filled["what"], team=team, due=filled["by"], **self.by)
            return Confirmation(_("%(team)s is asked; one of them answers.") % {"team": team})
        of = Person.objects.get(pk=whom)
        ask(self.problem, what=filled["what"], of=of, due=filled["by"], **self.by)
        return Confirmation(_("%(who)s is asked.") % {"who": of.public_name})
