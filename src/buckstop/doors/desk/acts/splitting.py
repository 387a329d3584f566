"""One message of many is about something else: a problem of its own."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.conversations.actions.splitting import split_off
from buckstop.conversations.models import Message
from buckstop.conversations.permissions.splitting import may_split_off
from buckstop.doors.components.forms.cases import TitleForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.kit.text import shortened

TITLE = 80


class SplitOff(ProblemAct):
    """What a customer wrote later is about something else."""

    label = gettext_lazy("A problem of its own…")
    noun = "messages/<uuid:key>/departure/"
    where = (Where(Spot.LINE_HEARD),)
    form = TitleForm
    heading = gettext_lazy("A problem of its own")
    submit = gettext_lazy("Make it a problem of its own")
    message: Message

    def find_row(self, key: UUID | None) -> None:
        rows = Message.objects.select_related("case__contact", "text")
        self.message = get_object_or_404(rows, pk=key, case__problem=self.problem)

    @classmethod
    def may(cls, on: Subject) -> bool:
        message = on.row
        return not may_split_off(
            message, on.reader.actor, first=not message.said_later, split=message.was_split
        )

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        assert on.problem is not None
        return (on.problem.number, on.row.pk)

    def options(self) -> dict[str, Any]:
        first = str(self.message.text or "").strip().partition("\n")[0]
        return {"initial": {"title": shortened(first, TITLE)}}

    def context(self) -> dict[str, Any]:
        assert self.message.case is not None
        told = {
            "who": self.message.case.contact.public_name,
            "owner": self.problem.owner.public_name,
            "text": str(self.message.text)[:600],
        }
        lead = _(
            "%(who)s hears of it as of any new problem; %(owner)s owns both. What was written"
            " stands in both: “%(text)s”"
        )
        return {"lead": lead % told}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        problem = split_off(self.message, title=filled["title"], **self.by).problem
        return Confirmation(
            _("It is %(ref)s now.") % {"ref": problem.ref}, to=PROBLEM.url(problem.number)
        )
