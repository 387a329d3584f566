"""What I was told: seen."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Where
from buckstop.doors.desk.addresses import NOTICES
from buckstop.doors.desk.guard import Who
from buckstop.notices.actions.telling import see
from buckstop.notices.models import Notice


class NoticeSight(DeskAct):
    """I open what a notice is about: what I was told of that problem is seen."""

    before = NOTICES.route
    under = "<uuid:key>/"
    noun = "sight/"
    notice: Notice

    def find(self, **keys: Any) -> None:
        mine = Notice.objects.filter(person=self.reader.person).select_related("problem")
        self.notice = get_object_or_404(mine, pk=keys["key"])

    def do(self, filled: dict[str, Any]) -> Confirmation:
        problem, at = self.notice.problem, self.reader.now
        if problem is None:
            see(self.reader.person, at=at, among=[self.notice.pk])
        else:
            see(self.reader.person, at=at, problem=problem)
        return Confirmation("", to=self.notice.path)


class AllSeen(DeskAct):
    """I have seen them all."""

    label = gettext_lazy("I have seen them all")
    before = NOTICES.route
    noun = "all/sight/"
    who = Who.ANYBODY
    where = (Where(Spot.NOTICES),)

    @property
    def back(self) -> str:
        return NOTICES.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        see(self.reader.person, at=self.reader.now)
        return Confirmation(_("All seen."))
