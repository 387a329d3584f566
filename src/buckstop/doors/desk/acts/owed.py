"""What is said of a step or an ask: promised, done, not done yet, no, not needed any more."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Plain, Timed, words
from buckstop.doors.components.forms.owning import ReasonForm
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.base import Confirmation, ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.presenting import times
from buckstop.doors.desk.views import finding
from buckstop.problems.commitments import owed
from buckstop.problems.models import Commitment


class ReportForm(Plain):
    """A few words, wanted or not."""

    text = words(gettext_lazy("In your words"), rows=4, required=False)


class ReturnForm(Timed):
    """It is owed again, by a time."""


class _Owed(ProblemAct):
    """What is done with a step or an ask."""

    under = "commitments/<uuid:key>/"
    owed: Commitment

    def find_row(self, key: UUID | None) -> None:
        assert key is not None
        self.owed = finding.commitment(self.problem, key, "step", "ask")

    @classmethod
    def open(cls, on: Subject, *kinds: str) -> bool:
        """Whether it is still to be done."""
        return on.row.kind in kinds and on.row.is_owed and on.row.state != "reported"

    @classmethod
    def mine(cls, on: Subject) -> bool:
        """Whether the reader is the one who owes it."""
        return bool(on.row.debtor_id == on.reader.person.pk)


class Report(_Owed):
    """It is done, or here is the answer. A step is done at once, without a word."""

    label = gettext_lazy("Answer")
    noun = "reports/"
    where = (
        Where(Spot.ASKED, 10, main=True),
        Where(Spot.WORK_OWED, 10),
        Where(Spot.STEP, 30),
    )
    form = ReportForm
    heading = gettext_lazy("Done")
    submit = gettext_lazy("It is done")
    fields = {"answer": "text"}

    @classmethod
    def may(cls, on: Subject) -> bool:
        may_say = cls.mine(on) or (on.row.kind == "step" and on.reader.at_desk)
        return cls.open(on, "step", "ask") and may_say

    @classmethod
    def button(cls, on: Subject, where: Where) -> Button:
        if on.row.kind == "step":
            where = Where(where.spot, where.rank, label=gettext_lazy("Done"), at_once=True)
        return super().button(on, where)

    def context(self) -> dict[str, Any]:
        return {"lead": str(self.owed.what or "")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        owed.report(self.owed, answer=filled["text"], **self.by)
        return Confirmation(_("Noted as done."))


class Promise(_Owed):
    """Who was asked says yes."""

    label = gettext_lazy("Yes, by then")
    noun = "promise/"
    where = (Where(Spot.ASKED, 20),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return cls.open(on, "ask") and cls.mine(on) and on.row.state == "requested"

    def do(self, filled: dict[str, Any]) -> Confirmation:
        owed.promise(self.owed, **self.by)
        time = times.said(self.reader, self.owed.due)
        return Confirmation(_("Promised by %(time)s.") % {"time": time})


class OwedRefusal(_Owed):
    """Who was asked says no."""

    label = gettext_lazy("Decline")
    noun = "refusals/"
    where = (Where(Spot.ASKED, 30), Where(Spot.WORK_OWED, 30))
    form = ReasonForm

    @classmethod
    def may(cls, on: Subject) -> bool:
        return cls.open(on, "ask") and cls.mine(on)

    def context(self) -> dict[str, Any]:
        return {"lead": _("%(who)s is told why.") % {"who": self.problem.owner.public_name}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        owed.decline(self.owed, reason=filled["reason"], **self.by)
        return Confirmation(_("Declined."))


class _Reported(_Owed):
    """What the desk says to somebody's "done"."""

    @classmethod
    def may(cls, on: Subject) -> bool:
        planned = on.row.kind in ("step", "ask")
        return planned and on.row.state == "reported" and on.reader.at_desk


class OwedAcceptance(_Reported):
    """The owner finds it done."""

    label = gettext_lazy("It is done")
    noun = "acceptance/"
    where = (Where(Spot.STEP, 10), Where(Spot.WORK_CHECK, 10))

    def do(self, filled: dict[str, Any]) -> Confirmation:
        owed.accept(self.owed, **self.by)
        return Confirmation(_("Noted: it is done."))


class Return(_Reported):
    """The owner finds it not done yet."""

    label = gettext_lazy("Not done yet")
    noun = "returns/"
    where = (
        Where(Spot.STEP, 20, label=gettext_lazy("Not yet")),
        Where(Spot.WORK_CHECK, 20),
    )
    form = ReturnForm
    submit = gettext_lazy("It is owed again")

    def times(self) -> list[datetime]:
        return times.answers(self.on_duty.level, self.reader, (60, 240, 600))

    def context(self) -> dict[str, Any]:
        return {"lead": str(self.owed.what or "")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        owed.give_back(self.owed, due=filled["by"], **self.by)
        time = times.said(self.reader, filled["by"])
        return Confirmation(_("It is owed again, by %(time)s.") % {"time": time})


class OwedWithdrawal(_Owed):
    """It isn't needed any more."""

    label = gettext_lazy("Take back")
    noun = "withdrawal/"
    where = (Where(Spot.STEP, 60),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        to_answer = on.row.kind == "ask" and cls.mine(on)
        return cls.open(on, "step", "ask") and on.reader.at_desk and not to_answer

    def do(self, filled: dict[str, Any]) -> Confirmation:
        owed.withdraw(self.owed, **self.by)
        return Confirmation(_("Taken back."))
