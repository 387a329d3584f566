"""An answer to one customer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.conversations.actions import telling
from buckstop.conversations.permissions.telling import may_reply
from buckstop.conversations.queries.mails import deliveries_of
from buckstop.doors.components.forms.saying import ReplyForm
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.composing import Composed
from buckstop.doors.desk.acts.previewed import Previewed
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.acts.taking_back import TakeBack
from buckstop.doors.desk.presenting import cases, times
from buckstop.problems.models import Case


class Reply(Previewed, Composed):
    """An answer to one customer; only they read it."""

    name = "reply"
    noun = "messages/"
    where = (
        Where(Spot.COMPOSER, 20),
        Where(Spot.MANY, 10, label=gettext_lazy("Answer them all")),
    )
    form = ReplyForm
    promises = True
    letter_kind = "reply"

    @classmethod
    def may(cls, on: Subject) -> bool:
        anybody = on.view is not None and bool(on.view.cases)
        return anybody and not may_reply(on.reader.actor)

    @classmethod
    def button(cls, on: Subject, where: Where) -> Button:
        return Button(label=cls.words(on, where), url="#composer", sheet=False)

    def times(self) -> list[datetime]:
        return times.next_news(self.level, self.reader, hurts=self.problem.hurts, here=self.on_duty)

    def readers(self, data: Mapping[str, Any]) -> Sequence[Case]:
        return [case for case in self.view.cases if str(case.pk) == data.get("case", "")]

    def options(self) -> dict[str, Any]:
        whom = [(str(case.pk), cases.speaker(case)) for case in self.view.cases]
        return {"cases": whom, **self.leaving()}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        case = next(case for case in self.view.cases if str(case.pk) == filled["case"])
        if filled["leaves"]:
            return self.later(filled, case)
        message = telling.reply(
            case,
            text=filled["text"],
            next_due=filled["by"],
            how="phone" if filled["told_by_phone"] else "mail",
            files=self.files(filled),
            seen_until=self.read_to,
            overruled=self.overruled,
            **self.by,
        )
        name = {"name": case.contact.public_name}
        if not deliveries_of(message).exists():
            written = _("It is written down and reaches nobody: %(name)s has no address.")
            return Confirmation(written % name)
        undo = TakeBack.where_leaving(message)
        return Confirmation(_("On its way to %(name)s.") % name, undo=undo)
