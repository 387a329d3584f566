"""News to all customers."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.briefings.queries import words_before_news
from buckstop.conversations.actions import telling
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.saying import UpdateForm
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.composing import Composed
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.on_page import OnPage
from buckstop.doors.desk.acts.previewed import Previewed
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.acts.taking_back import TakeBack
from buckstop.doors.desk.presenting import cases, problems, times
from buckstop.problems.permissions.problem import may_keep


class Update(Previewed, Composed):
    """News to every customer who waits: from the composer, or from the sheet that opens anywhere.
    Both post to the same address."""

    name = "update"
    label = gettext_lazy("Update")
    letter = "u"
    noun = "updates/"
    where = (
        Where(Spot.COMPOSER, 10),
        Where(Spot.NEWS_OWED, 10, label=gettext_lazy("Send update"), main=True),
        Where(Spot.WORK_NEWS, 10),
        Where(Spot.WORK_UNREAD, 10),
    )
    form = UpdateForm
    template = "desk/sheet_update.html"
    answers_customers = True
    promises = True
    letter_kind = "update"

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may_keep(on.problem, on.reader.actor)

    @classmethod
    def button(cls, on: Subject, where: Where) -> Button:
        if where.spot is not Spot.NEWS_OWED:
            return super().button(on, where)
        return Button(label=cls.words(on, where), url="#composer", sheet=False, main=where.main)

    @classmethod
    def routes(cls) -> list[URLPattern]:
        return [*super(OnPage, cls).routes(), cls.reading_route(), cls.preview_route()]

    def times(self) -> list[datetime]:
        return times.next_news(self.level, self.reader, hurts=self.problem.hurts, here=self.on_duty)

    def options(self) -> dict[str, Any]:
        return self.leaving()

    def context(self) -> dict[str, Any]:
        return {"customers": cases.named_together(cases.waiting(self.problem))}

    def show(self, form: Plain) -> HttpResponse:
        if form.is_bound and not self.request.headers.get("HX-Request"):
            return super().show(form)
        return ProblemAct.show(self, form)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        if filled["leaves"]:
            return self.later(filled)
        messages = telling.update_all(
            self.problem,
            text=filled["text"],
            next_due=filled["by"],
            how="phone" if filled["told_by_phone"] else "mail",
            files=self.files(filled),
            seen_until=self.read_to,
            overruled=self.overruled,
            **self.by,
        )
        whom = problems.so_many(problems.customers_of(messages))
        said = _("On its way to %(whom)s.") % {"whom": whom}
        if words := words_before_news(self.problem):
            when = {"at": times.said(self.reader, words.at)}
            again = _("What their clients may be told is from %(at)s: write it anew.")
            said = f"{said} {again % when}"
        undo = TakeBack.where_leaving(messages[0]) if messages else ""
        return Confirmation(said, undo=undo)
