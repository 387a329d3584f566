"""Customers hear what was changed and that it held; what they suggest is noted and answered."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.conversations.wording.finding import Concern, Finding
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.prevention import LetterForm, SuggestionForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_case import CaseAct
from buckstop.doors.desk.acts.prevention import PreventionAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.acts.worded import Worded
from buckstop.doors.desk.addresses import CAUSES
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting import people
from buckstop.people.models import Person
from buckstop.people.queries import desk
from buckstop.prevention import permissions as may
from buckstop.prevention.actions import suggesting, telling
from buckstop.prevention.models import News, Suggestion
from buckstop.prevention.queries.hearing import to_hear
from buckstop.problems.models import Case


class _AboutIt(Worded):
    """A letter that promises nothing further."""

    who = Who.DESK
    ends = True
    form = LetterForm
    in_bar = "causes"

    def about(self) -> dict[str, Any]:
        return {"ref": "", "title": "", "seen_entry": None}

    def findings(self, form: Plain) -> list[Finding]:
        """Nothing failed that it would have to say sorry for."""
        return [one for one in super().findings(form) if one.concern is not Concern.NO_APOLOGY]


class _ToCustomers(PreventionAct, _AboutIt):
    """One letter to each customer who had it, each in their own case."""

    news: ClassVar[News]
    submit = gettext_lazy("Send it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        if may.may_tell_customers(on.row, on.reader.actor, cls.news, left=1):
            return False
        return bool(to_hear(on.row, cls.news))

    def find(self, **keys: Any) -> None:
        super().find(**keys)
        self.problem = self.prevention.cause.problem

    @property
    def posted_at(self) -> str:
        return self.url(self.prevention.pk)

    def readers(self, data: Mapping[str, Any]) -> Sequence[Case]:
        return to_hear(self.prevention, self.news)

    def context(self) -> dict[str, Any]:
        n = len(to_hear(self.prevention, self.news))
        said = ngettext(
            "To %(n)d customer who had it, in your name and in their own conversation.",
            "To %(n)d customers who had it, in your name and each in their own conversation.",
            n,
        )
        return {"lead": said % {"n": n}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        n = telling.tell_customers(
            self.prevention,
            news=self.news,
            text=filled["text"],
            overruled=self.overruled,
            **self.by,
        )
        said = ngettext("%(n)d customer hears of it.", "%(n)d customers hear of it.", n)
        return Confirmation(said % {"n": n})


class TellChanged(_ToCustomers):
    """Whoever had it hears what was changed."""

    label = gettext_lazy("Tell the customers")
    heading = gettext_lazy("Tell the customers what was changed")
    noun = "told-changed/"
    where = (Where(Spot.PREVENTION, 60),)
    news = News.CHANGED


class TellHeld(_ToCustomers):
    """Whoever had it hears that it held."""

    label = gettext_lazy("Tell the customers that it held")
    noun = "told-held/"
    where = (Where(Spot.PREVENTION, 70),)
    news = News.HELD


class NoteSuggestion(CaseAct):
    """They suggest something that is no problem."""

    label = gettext_lazy("They suggest something")
    heading = gettext_lazy("What do they suggest?")
    who = Who.DESK
    noun = "suggestions/"
    where = (Where(Spot.CASE, 70),)
    form = SuggestionForm
    submit = gettext_lazy("Note it")

    def options(self) -> dict[str, Any]:
        return {
            "people": people.choices(desk(), self.on_duty, self.reader),
            "initial": {"owner": str(self.reader.person.pk)},
        }

    def context(self) -> dict[str, Any]:
        return {"lead": _("Whoever you choose owes %(who)s an answer.") % {"who": self.contact}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        owner = get_object_or_404(Person, pk=filled["owner"])
        suggesting.note_suggestion(self.case, what=filled["what"], owner=owner, **self.by)
        return Confirmation(_("%(who)s answers them.") % {"who": owner.public_name})


class AnswerSuggestion(_AboutIt):
    """They hear what becomes of it."""

    label = gettext_lazy("Answer")
    heading = gettext_lazy("Answer what they suggested")
    before = CAUSES.route
    under = "suggestions/<uuid:key>/"
    noun = "letters/"
    where = (Where(Spot.SUGGESTION),)
    submit = gettext_lazy("Send it")
    suggestion: Suggestion

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_answer_suggestion(on.row, on.reader.actor)

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        return (on.row.pk,)

    def find(self, **keys: Any) -> None:
        rows = Suggestion.objects.select_related("case__problem", "case__contact", "what")
        self.suggestion = get_object_or_404(rows, pk=keys["key"])
        self.problem = self.suggestion.case.problem

    @property
    def back(self) -> str:
        return CAUSES.url()

    @property
    def posted_at(self) -> str:
        return self.url(self.suggestion.pk)

    def readers(self, data: Mapping[str, Any]) -> Sequence[Case]:
        return [self.suggestion.case]

    def context(self) -> dict[str, Any]:
        return {"lead": str(self.suggestion)}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        suggesting.answer_suggestion(
            self.suggestion, text=filled["text"], overruled=self.overruled, **self.by
        )
        who = self.suggestion.case.contact.public_name
        return Confirmation(_("%(who)s hears it from you.") % {"who": who})
