"""A sentence for everybody in the house; words that customers may pass on."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.briefings import actions
from buckstop.briefings import permissions as may
from buckstop.briefings.drafting import for_clients
from buckstop.briefings.models import For, Statement
from buckstop.briefings.queries import newest, words_before_news
from buckstop.doors.components.forms.base import Plain, words
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where, offer
from buckstop.doors.desk.acts.worded import Worded
from buckstop.doors.desk.addresses import BRIEFING
from buckstop.problems.models import Case, Understanding
from buckstop.problems.permissions.actors import only_desk


class BriefForm(Plain):
    """A sentence or two."""

    text = words(gettext_lazy("How it stands, in a sentence or two"), rows=3)


class ClientsForm(Plain):
    """What customers may pass on."""

    text = words(gettext_lazy("What they may pass on as it is"), rows=5)


class OpenBriefing:
    """The way to the briefing, in the problem's menu."""

    @classmethod
    def offered(cls, on: Subject) -> bool:
        return on.problem is not None and not only_desk(on.reader.actor)

    @classmethod
    def button(cls, on: Subject, where: Where) -> Button:
        assert on.problem is not None
        return Button(label=_("Briefing"), url=BRIEFING.url(on.problem.number), sheet=False)


offer(OpenBriefing, Where(Spot.MORE, 85))


class TellHouse(ProblemAct):
    """Tell everybody in the house."""

    label = gettext_lazy("Tell everybody here")
    noun = "briefings/"
    where = (Where(Spot.BRIEFING, 10),)
    form = BriefForm
    submit = gettext_lazy("Tell everybody")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may.may_brief(on.problem, on.reader.actor)

    @property
    def back(self) -> str:
        return BRIEFING.url(self.problem.number)

    def options(self) -> dict[str, Any]:
        last = newest(self.problem.pk, For.HOUSE)
        return {"initial": {"text": str(last.text) if last else ""}}

    def context(self) -> dict[str, Any]:
        return {"lead": _("Whoever works here reads it, on top of the facts; no customer does.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        actions.brief(self.problem, text=filled["text"], **self.by)
        return Confirmation(_("Everybody here can read it."))


class WordForClients(Worded):
    """Words that customers may pass on, drafted from the facts; anew once news was told."""

    label = gettext_lazy("Words for their clients")
    noun = "client-words/"
    where = (Where(Spot.BRIEFING, 20), Where(Spot.MORE, 86))
    form = ClientsForm
    template = "desk/sheet_client_words.html"
    submit = gettext_lazy("Put it on their page")
    is_letter = False

    @classmethod
    def may(cls, on: Subject) -> bool:
        problem = on.problem
        return bool(
            problem is not None
            and problem.waiting_cases
            and not may.may_word(problem, on.reader.actor)
        )

    def options(self) -> dict[str, Any]:
        last = newest(self.problem.pk, For.CLIENTS)
        holds = last is not None and self._before_news is None
        return {"initial": {"text": str(last.text) if last and holds else self._draft()}}

    def context(self) -> dict[str, Any]:
        before = self._before_news
        return {"until_now": str(before.text) if before else ""}

    @cached_property
    def _before_news(self) -> Statement | None:
        return words_before_news(self.problem)

    def _draft(self) -> str:
        """From the facts; what was told to one of several customers isn't for all."""
        rows = Understanding.objects.filter(problem=self.problem).select_related("what")
        if Case.objects.filter(problem=self.problem).count() > 1:
            rows = rows.filter(case=None)
        understood = rows.order_by("-at", "-pk").first()
        return for_clients(
            since=self.problem.opened_at,
            understood=str(understood.what) if understood else "",
            next_news=self.problem.news_due,
            now=self.reader.now,
            zone=self.reader.zone,
        )

    def do(self, filled: dict[str, Any]) -> Confirmation:
        actions.word(self.problem, text=filled["text"], **self.by)
        return Confirmation(_("It stands on their page, to be copied."))
