"""What waits for its time to leave: another time, or back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.conversations.actions import scheduling
from buckstop.conversations.models import Scheduled
from buckstop.conversations.models.draft import Place
from buckstop.conversations.permissions import scheduling as may
from buckstop.doors.components.forms.base import Timed
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.presenting import times


class _OfScheduled(ProblemAct):
    under = "scheduled/<uuid:key>/"
    scheduled: Scheduled

    def find_row(self, key: UUID | None) -> None:
        self.scheduled = get_object_or_404(Scheduled, pk=key, problem=self.problem)


class MoveScheduled(_OfScheduled):
    """Another time at which it leaves."""

    label = gettext_lazy("Another time")
    heading = gettext_lazy("When does it leave?")
    submit = gettext_lazy("Let it leave then")
    noun = "moves/"
    where = (Where(Spot.SCHEDULED, 20),)
    form = Timed
    template = "desk/sheet_time.html"
    fields = {"leaves_at": "by"}

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_move_scheduled(on.row, on.reader.actor)

    def times(self) -> list[datetime]:
        soon = self.reader.now.replace(second=0, microsecond=0)
        offered = times.answers(self.level, self.reader, (60, 240, 600))
        return [at for at in offered if at > soon]

    def do(self, filled: dict[str, Any]) -> Confirmation:
        scheduling.move_scheduled(self.scheduled, leaves_at=filled["by"], **self.by)
        said = times.said(self.reader, filled["by"])
        return Confirmation(_("It leaves %(time)s; until then nobody is told.") % {"time": said})


class Unschedule(_OfScheduled):
    """It doesn't leave; its words are in the composer again."""

    label = gettext_lazy("Take it back")
    noun = "taking-back/"
    where = (Where(Spot.SCHEDULED, 10),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_unschedule(on.row, on.reader.actor)

    @property
    def after(self) -> str:
        """The page with the words to write them better."""
        place = Place.REPLY if self.scheduled.case_id else Place.UPDATE
        return PROBLEM.url(self.problem.number, write=place) + "#composer"

    def do(self, filled: dict[str, Any]) -> Confirmation:
        del filled
        scheduling.unschedule(self.scheduled, **self.by)
        scheduling.bring_back(self.scheduled, self.reader.person, at=self.reader.now)
        return Confirmation(_("Taken back: nobody was told. Your words are below."), to=self.after)
