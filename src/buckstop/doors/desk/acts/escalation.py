"""Asking a leader to step in, their answer, and that asking early helped."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage.queries import leaders
from buckstop.doors.components.forms.owning import AnswerForm, EscalateForm
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.presenting import people, times
from buckstop.people.models import Person
from buckstop.problems.commitments import escalation, kind
from buckstop.problems.models import Commitment
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.permissions import escalation as may


class Escalation(ProblemAct):
    """Ask a leader to step in."""

    label = gettext_lazy("Escalate")
    letter = "e"
    noun = "escalations/"
    where = (Where(Spot.MORE, 30), Where(Spot.WORK_NEWS, 40))
    form = EscalateForm
    template = "desk/sheet_escalate.html"
    fields = {"due": "by", "reason": "why"}

    @classmethod
    def may(cls, on: Subject) -> bool:
        if on.problem is None:
            return False
        rows = on.view.commitments if on.view else ()
        asked = escalation.open_above(rows, case=None) is not None
        return not may.may_escalate(on.problem, on.reader.actor, asked=asked)

    def times(self) -> list[datetime]:
        return times.answers(self.level, self.reader, (60, 30, 120, 240))

    def options(self) -> dict[str, Any]:
        above = [p for p in leaders() if p.pk not in (self.reader.person.pk, self.problem.owner_id)]
        return {"leaders": people.choices(above or leaders(), self.on_duty, self.reader)}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        to, due = Person.objects.get(pk=filled["to"]), filled["by"]
        escalation.escalate(self.problem, reason=filled["why"], to=to, due=due, **self.by)
        return Confirmation(_("%(who)s is asked to step in.") % {"who": to.public_name})


class _OfEscalation(ProblemAct):
    """What is done with an escalation."""

    under = "commitments/<uuid:key>/"
    owed: Commitment

    def find_row(self, key: UUID | None) -> None:
        assert key is not None
        self.owed = finding.commitment(self.problem, key, escalation.Escalation)


class AnswerAbove(_OfEscalation):
    """A leader answers an escalation; that the owner has their backing is an answer."""

    label = gettext_lazy("Answer")
    noun = "answers/"
    where = (
        Where(Spot.ASKED, 10, main=True),
        Where(Spot.WORK_OWED, 10),
        Where(Spot.STEP, 10),
    )
    form = AnswerForm
    template = "desk/sheet_answer.html"

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_answer(on.row, on.reader.actor)

    def _answers(self) -> list[tuple[str, str]]:
        owner = self.problem.owner.public_name
        return [
            ("backing", _("%(owner)s has my backing") % {"owner": owner}),
            ("answer", _("I decide otherwise, or more is needed")),
        ]

    def options(self) -> dict[str, Any]:
        return {"answers": self._answers()}

    def context(self) -> dict[str, Any]:
        asker = self.owed.creditor.public_name if self.owed.creditor else _("The desk")
        return {"asker": asker, "asked": str(self.owed.what or ""), "by": self.owed.due}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        backs = filled["answer"] == "backing"
        text = filled["text"].strip() or (f"{self._answers()[0][1]}." if backs else "")
        escalation.answer(self.owed, text=text, backs_owner=backs, **self.by)
        return Confirmation(_("Answered."))


class Credit(_OfEscalation):
    """Being asked early helped."""

    label = gettext_lazy("Asking early helped")
    noun = "credits/"
    where = (Where(Spot.STEP, 20),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        row = on.row
        if row.state != CommitmentState.KEPT or kind.of(row) is not escalation.Escalation:
            return False
        uncredited = row.escalation.credited_at is None
        return uncredited and not may.may_credit(row.escalation, row, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        escalation.credit(self.owed.escalation, **self.by)
        return Confirmation(_("Credited: asking early helped."))
