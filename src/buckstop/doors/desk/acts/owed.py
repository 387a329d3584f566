"""What is said of a step or an ask: promised, done, not done yet, no, not needed any more."""

from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Plain, Timed, words
from buckstop.doors.components.forms.owning import ReasonForm
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.presenting import times
from buckstop.problems.commitments import kind, machine, owed
from buckstop.problems.commitments.machine import Turn
from buckstop.problems.models import Commitment
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.permissions import owed as may


class ReportForm(Plain):
    """The answer, or nothing where it is simply done."""

    text = words(gettext_lazy("The answer, or what you did"), rows=4, required=False)
    text.help_text = gettext_lazy("Empty, it says that it is done.")


class CounterForm(Timed):
    """Another time than was asked for, and why."""

    reason = words(gettext_lazy("Why not by then"), rows=2)


class ReturnForm(Timed):
    """It is owed again, by a time."""


class _Owed(ProblemAct):
    """What is done with a step or an ask."""

    under = "commitments/<uuid:key>/"
    turn: ClassVar[Turn]
    owed: Commitment

    def find_row(self, key: UUID | None) -> None:
        assert key is not None
        self.owed = finding.commitment(self.problem, key, *kind.open_to(self.turn))

    @classmethod
    def undone(cls, on: Subject) -> bool:
        """Whether nobody said yet that it is done."""
        return bool(on.row.state != CommitmentState.REPORTED)

    @classmethod
    def mine(cls, on: Subject) -> bool:
        """Whether the reader is the one who owes it, or of the team that was asked."""
        theirs = on.of_team and on.row.asks_team
        return bool(theirs or on.row.debtor_id == on.reader.person.pk)


class Report(_Owed):
    """It is done, or here is the answer. A step is done at once, without a word."""

    turn = Turn.REPORT
    label = gettext_lazy("Answer")
    noun = "reports/"
    where = (
        Where(Spot.ASKED, 10, main=True),
        Where(Spot.WORK_OWED, 10),
        Where(Spot.STEP, 30),
    )
    form = ReportForm
    fields = {"answer": "text"}

    @classmethod
    def may(cls, on: Subject) -> bool:
        theirs_to_say = cls.mine(on) or not kind.of(on.row).answers
        may_say = not may.may_report(on.row, on.reader.actor, of_team=on.of_team)
        return may_say and theirs_to_say and cls.undone(on)

    @classmethod
    def button(cls, on: Subject, where: Where) -> Button:
        if not kind.of(on.row).answers:
            where = Where(where.spot, where.rank, label=gettext_lazy("Done"), at_once=True)
        return super().button(on, where)

    def context(self) -> dict[str, Any]:
        return {"lead": str(self.owed.what or "")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        owed.report(self.owed, answer=filled["text"], **self.by)
        if not filled["text"].strip():
            return Confirmation(_("Noted as done."))
        who = self.problem.owner.public_name
        return Confirmation(_("%(who)s has your answer.") % {"who": who})


class Promise(_Owed):
    """Who was asked says yes."""

    turn = Turn.PROMISE
    label = gettext_lazy("Yes, by then")
    noun = "promise/"
    where = (Where(Spot.ASKED, 20),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        open_still = machine.may(on.row, cls.turn)
        return open_still and not may.may_promise(on.row, on.reader.actor, of_team=on.of_team)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        owed.promise(self.owed, **self.by)
        time = times.said(self.reader, self.owed.due)
        return Confirmation(_("Promised by %(time)s.") % {"time": time})


class Counter(_Owed):
    """Who was asked says yes, but by another time."""

    turn = Turn.COUNTER
    label = gettext_lazy("Yes, but later")
    noun = "counters/"
    where = (Where(Spot.ASKED, 25),)
    form = CounterForm
    heading = gettext_lazy("Promise another time")

    @classmethod
    def may(cls, on: Subject) -> bool:
        by, at = on.reader.actor, on.reader.now
        return not may.may_counter(on.row, by, at, of_team=on.of_team)

    def times(self) -> list[datetime]:
        return times.later_than(self.level, self.reader, self.owed.due)

    def context(self) -> dict[str, Any]:
        return {"lead": _("%(who)s is told why.") % {"who": self.problem.owner.public_name}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        owed.counter(self.owed, due=filled["by"], reason=filled["reason"], **self.by)
        time = times.said(self.reader, filled["by"])
        return Confirmation(_("Promised by %(time)s.") % {"time": time})


class OwedRefusal(_Owed):
    """Who was asked says no."""

    turn = Turn.DECLINE
    label = gettext_lazy("Decline")
    noun = "refusals/"
    where = (Where(Spot.ASKED, 30), Where(Spot.WORK_OWED, 30))
    form = ReasonForm

    @classmethod
    def may(cls, on: Subject) -> bool:
        answered = kind.of(on.row).answers and cls.undone(on)
        return answered and not may.may_decline(on.row, on.reader.actor, of_team=on.of_team)

    def context(self) -> dict[str, Any]:
        return {"lead": _("%(who)s is told why.") % {"who": self.problem.owner.public_name}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        owed.decline(self.owed, reason=filled["reason"], **self.by)
        return Confirmation(_("Declined."))


class OwedAcceptance(_Owed):
    """The owner finds it done."""

    turn = Turn.ACCEPT
    label = gettext_lazy("It is done")
    noun = "acceptance/"
    where = (Where(Spot.STEP, 10), Where(Spot.WORK_CHECK, 10))

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not cls.undone(on) and not may.may_accept(on.row, on.reader.actor)

    @classmethod
    def button(cls, on: Subject, where: Where) -> Button:
        if on.row.answer_id and kind.of(on.row).answers:
            where = replace(where, label=gettext_lazy("That does it"))
        return super().button(on, where)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        owed.accept(self.owed, **self.by)
        return Confirmation(_("Noted: it is done."))


class Return(_Owed):
    """The owner finds it not done yet."""

    turn = Turn.GIVE_BACK
    label = gettext_lazy("Not done yet")
    noun = "returns/"
    where = (
        Where(Spot.STEP, 20, label=gettext_lazy("Not yet")),
        Where(Spot.WORK_CHECK, 20),
    )
    form = ReturnForm
    submit = gettext_lazy("It is owed again")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_give_back(on.row, on.reader.actor)

    def times(self) -> list[datetime]:
        return times.answers(self.level, self.reader, (60, 240, 600))

    def context(self) -> dict[str, Any]:
        return {"lead": str(self.owed.what or "")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        owed.give_back(self.owed, due=filled["by"], **self.by)
        time = times.said(self.reader, filled["by"])
        return Confirmation(_("It is owed again, by %(time)s.") % {"time": time})


class OwedWithdrawal(_Owed):
    """It isn't needed any more."""

    turn = Turn.WITHDRAW
    label = gettext_lazy("Take back")
    noun = "withdrawal/"
    where = (Where(Spot.STEP, 60),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        to_answer = kind.of(on.row).answers and cls.mine(on)
        may_say = not may.may_withdraw(on.row, on.reader.actor)
        return may_say and cls.undone(on) and not to_answer

    def do(self, filled: dict[str, Any]) -> Confirmation:
        owed.withdraw(self.owed, **self.by)
        return Confirmation(_("Taken back."))
