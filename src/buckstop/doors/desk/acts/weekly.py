"""The leaders' figures by mail: wanted, and not any more."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.addresses import OUTCOMES
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting import times
from buckstop.reliability.actions import weekly


class _Weekly(DeskAct):
    who = Who.LEADERS
    in_bar = "outcomes"
    before = OUTCOMES.route

    @property
    def back(self) -> str:
        return OUTCOMES.url()


class WantWeekly(_Weekly):
    """Each Monday, from the next on."""

    label = gettext_lazy("Mail me these each Monday")
    noun = "letters/wanted/"

    def do(self, filled: dict[str, Any]) -> Confirmation:
        del filled
        weekly.want_weekly(self.reader.person, **self.by)
        said = times.said(self.reader, weekly.next_monday(self.reader.now))
        return Confirmation(_("The first comes %(at)s.") % {"at": said})


class WantNoWeekly(_Weekly):
    """Not any more."""

    label = gettext_lazy("No more mail of these")
    noun = "letters/unwanted/"

    def do(self, filled: dict[str, Any]) -> Confirmation:
        del filled
        weekly.want_no_weekly(self.reader.person, **self.by)
        return Confirmation(_("You get no more of them."))
