"""Moving the time of a promise."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.owning import MoveTimeForm
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.acts.worded import Worded
from buckstop.doors.desk.presenting import times
from buckstop.ledger.entries import Audience
from buckstop.problems.commitments import kind, owed
from buckstop.problems.commitments.machine import Turn
from buckstop.problems.models import Commitment
from buckstop.problems.permissions.owed import may_move


class Move(Worded):
    """Move a promise, once, before it is due."""

    label = gettext_lazy("Move the time")
    letter = "m"
    under = "commitments/<uuid:key>/"
    noun = "moves/"
    where = (
        Where(Spot.PROMISE),
        Where(Spot.WORK_NEWS, 20),
        Where(Spot.WORK_OWED, 20),
        Where(Spot.STEP, 40, label=gettext_lazy("Move"), lettered=False),
    )
    form = MoveTimeForm
    template = "desk/sheet_move_time.html"
    words_in = ("reason",)
    is_letter = False
    owed: Commitment

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may_move(on.row, on.reader.actor, on.reader.now)

    def find_row(self, key: UUID | None) -> None:
        assert key is not None
        self.owed = finding.commitment(self.problem, key, *kind.open_to(Turn.MOVE))

    @property
    def is_read(self) -> bool:
        return kind.of(self.owed).audience == Audience.CUSTOMER

    def times(self) -> list[datetime]:
        return times.later_than(self.level, self.reader, self.owed.due)

    def context(self) -> dict[str, Any]:
        what = str(self.owed.what) if self.owed.what else _(kind.of(self.owed).what)
        return {"promised": self.owed.due, "what": what}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        owed.move(self.owed, to=filled["by"], reason=filled["reason"], **self.by)
        time = times.said(self.reader, filled["by"])
        return Confirmation(_("Moved to %(time)s.") % {"time": time})
