"""The news that it is fixed, and the answer that ends a request or a question."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.conversations.actions import telling
from buckstop.doors.components.forms.base import FilesField, Plain, words
from buckstop.doors.components.forms.saying import FixedForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.acts.worded import Worded
from buckstop.doors.desk.forms import files
from buckstop.doors.desk.presenting import cases, problems
from buckstop.problems.models.case import CaseState
from buckstop.problems.permissions.problem import may_answer, may_fix


class Fix(Worded):
    """The news that it is fixed, which asks every case."""

    label = gettext_lazy("It’s fixed")
    letter = "f"
    noun = "fix/"
    where = (Where(Spot.MAIN, 20, main=True), Where(Spot.MORE, 10))
    form = FixedForm
    template = "desk/sheet_fixed.html"
    answers_customers = True
    ends = True

    @classmethod
    def may(cls, on: Subject) -> bool:
        if on.problem is None or on.view is None or may_fix(on.problem, on.reader.actor):
            return False
        return any(case.state == CaseState.OPEN for case in on.view.waiting)

    def options(self) -> dict[str, Any]:
        return {"times": ()}

    def context(self) -> dict[str, Any]:
        still = [case for case in cases.waiting(self.problem) if case.state == CaseState.OPEN]
        return {"customers": cases.named_together(still)}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        asked = telling.say_fixed(
            self.problem,
            text=filled["text"],
            seen_until=self.read_to,
            overruled=self.overruled,
            **self.by,
        )
        n = problems.customers_of(asked)
        asks = ngettext("%(n)d customer is asked.", "%(n)d customers are asked.", n)
        return Confirmation(asks % {"n": n})


class AnswerForm(Plain):
    """The answer to a request or question."""

    text = words(gettext_lazy("Your answer"), rows=7)
    attached = FilesField()


class AnswerAll(Worded):
    """The answer to a request or question; it ends with it."""

    label = gettext_lazy("Answer")
    letter = "f"
    noun = "answer/"
    where = (Where(Spot.MAIN, 10, main=True),)
    form = AnswerForm
    submit = gettext_lazy("Send the answer")
    answers_customers = True
    ends = True

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may_answer(on.problem, on.reader.actor)

    def context(self) -> dict[str, Any]:
        who = cases.named_together(cases.waiting(self.problem))
        lead = _("This goes to %(who)s and ends it. A reply opens it again.") % {"who": who}
        return {"lead": lead}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        text, attached = filled["text"], files(filled)
        telling.answer(
            self.problem,
            text=text,
            files=attached,
            seen_until=self.read_to,
            overruled=self.overruled,
            **self.by,
        )
        return Confirmation(_("Answered."))
