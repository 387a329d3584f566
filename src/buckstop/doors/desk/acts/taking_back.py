"""Taking back what hasn't left yet: from the confirmation, and from its line."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.conversations.actions.taking_back import take_back
from buckstop.conversations.drafts import bring_back, place_of
from buckstop.conversations.models import Message
from buckstop.conversations.permissions.telling import may_take_back
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import PROBLEM


class TakeBack(ProblemAct):
    """Undo an answer or an update in its first seconds; its words are in the composer again."""

    label = gettext_lazy("Take it back")
    noun = "messages/<uuid:key>/taking-back/"
    where = (Where(Spot.LEAVING, 10),)
    message: Message

    def find_row(self, key: UUID | None) -> None:
        self.message = get_object_or_404(Message, pk=key, problem=self.problem)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may_take_back(on.row, on.reader.actor, on.reader.now)

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        assert on.problem is not None
        return (on.problem.number, on.row.pk)

    @classmethod
    def where_leaving(cls, message: Message) -> str:
        """Its address for a message that was written just now; empty where that left at once."""
        return cls.url(message.problem.number, message.pk) if message.leaves_at else ""

    @property
    def after(self) -> str:
        """The page with the words to write them better."""
        return PROBLEM.url(self.problem.number, write=place_of(self.message)) + "#composer"

    def do(self, filled: dict[str, Any]) -> Confirmation:
        del filled
        take_back(self.message, **self.by)
        bring_back(self.message, self.reader.person, at=self.reader.now)
        return Confirmation(_("Taken back: nobody was told. Your words are below."), to=self.after)
