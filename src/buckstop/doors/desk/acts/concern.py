"""Concerns under one's name: raised, answered, talked on. Anonymous ones: `speaking_up`."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.concerns import actions
from buckstop.concerns import permissions as may
from buckstop.concerns.models import Concern
from buckstop.concerns.rules import reads
from buckstop.coverage.queries import leaders
from buckstop.doors.components.forms.concerns import ConcernForm, WordsForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import CONCERN, CONCERNS
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting import people
from buckstop.people.models import Person


class RaiseConcern(DeskAct):
    """Somebody of us wants a leader to hear something, under their name."""

    label = gettext_lazy("Raise a concern")
    before = CONCERNS.route
    noun = "additions/"
    who = Who.ANYBODY
    where = (Where(Spot.CONCERNS),)
    form = ConcernForm
    submit = gettext_lazy("Raise it under my name")

    @property
    def back(self) -> str:
        return CONCERNS.url()

    def options(self) -> dict[str, Any]:
        others = [one for one in leaders() if one.pk != self.reader.person.pk] or leaders()
        return {"leaders": people.choices(others, self.on_duty, self.reader)}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        to = Person.objects.get(pk=filled["to"])
        concern = actions.raise_openly(
            text=filled["text"], to=to, by=self.reader.person, at=self.reader.now
        )
        said = _("%(who)s hears it, and owes you an answer.") % {"who": to.public_name}
        return Confirmation(said, to=CONCERN.url(concern.pk))


class _OfConcern(DeskAct):
    """An act on one that the reader reads."""

    before = CONCERNS.route
    under = "<uuid:key>/"
    form = WordsForm
    concern: Concern

    def find(self, **keys: Any) -> None:
        rows = Concern.objects.filter(seen_from__lte=self.reader.now)
        self.concern = get_object_or_404(rows.select_related("first", "to"), pk=keys["key"])
        theirs = self.concern.person_id == self.reader.person.pk
        if not theirs and not reads(self.reader.person, self.concern.first, self.concern.to):
            raise Http404

    @property
    def back(self) -> str:
        return CONCERN.url(self.concern.pk)


class AnswerConcern(_OfConcern):
    """A leader answers."""

    label = gettext_lazy("Answer")
    noun = "answers/"
    where = (Where(Spot.CONCERN, 10),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_answer(on.row, on.reader.person)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        actions.answer(self.concern, text=filled["text"], by=self.reader.person, at=self.reader.now)
        return Confirmation(_("Answered."))


class SayMore(_OfConcern):
    """Whoever raised it goes on."""

    label = gettext_lazy("Say more")
    noun = "words/"
    where = (Where(Spot.CONCERN, 20),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_say_more(on.row, on.reader.person)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        actions.say_more(
            self.concern, text=filled["text"], by=self.reader.person, at=self.reader.now
        )
        return Confirmation(_("Said."))
