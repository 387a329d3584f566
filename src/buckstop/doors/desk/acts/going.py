"""Going off duty: leaving what falls due meanwhile to the watch."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Where
from buckstop.doors.desk.addresses import GOING
from buckstop.doors.desk.guard import Who
from buckstop.problems.actions.going import leave_to_watch


class LeaveToWatch(DeskAct):
    """Whoever has the watch hears what falls due while the reader is away."""

    label = gettext_lazy("Leave all to the watch")
    before = GOING.route
    noun = "watch/"
    who = Who.ANYBODY
    where = (Where(Spot.GOING),)
    in_bar = "work"

    @property
    def back(self) -> str:
        return GOING.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        count = leave_to_watch(self.reader.person, **self.by)
        said = ngettext(
            "The watch knows of %(n)s problem.", "The watch knows of %(n)s problems.", count
        )
        return Confirmation(said % {"n": count} if count else _("Nothing falls due meanwhile."))
