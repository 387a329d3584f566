"""What is owed: moving a time, steps, asks, escalations, and their answers."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.coverage.queries import leaders
from buckstop.doors.components.forms import owning
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk.forms import Again, Said
from buckstop.doors.desk.presenting import cases, people, times
from buckstop.doors.desk.views import finding
from buckstop.doors.desk.views.sheets.base import Deed, Sheet
from buckstop.people.models import Person
from buckstop.people.queries import staff
from buckstop.problems.commitments import escalation, owed
from buckstop.problems.commitments.ask import ask
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case, Commitment
from buckstop.problems.models.case import WAITING

PLANNED = ("step", "ask")


class _Owed:
    """Parts of what is done with something owed."""

    kinds: tuple[str, ...] = PLANNED
    owed: Commitment

    def find(self: Any, key: UUID | None) -> None:
        assert key is not None
        self.owed = finding.commitment(self.problem, key, *self.kinds)


class Move(_Owed, Sheet):
    """Move a promise, once, before it is due."""

    template = "desk/sheet_move_time.html"
    kinds = ("update", "step")

    def form(self, *given: Any) -> Plain:
        later = times.later_than(self.here.level, self.reader, self.owed.due)
        return owning.MoveTimeForm(*given, **self.timed(given, later))

    def context(self) -> dict[str, Any]:
        what = _("News is promised") if self.owed.kind == "update" else str(self.owed.what)
        return {"promised": self.owed.due, "what": what}

    def act(self, said: dict[str, Any]) -> str:
        owed.move(self.owed, to=said["by"], reason=said["reason"], **self.by)
        return _("Moved to %(time)s.") % {"time": times.said(self.reader, said["by"])}


class Step(Sheet):
    """A step of the plan."""

    template = "desk/sheet_step.html"
    fields = {"due": "by", "debtor": "who", "case": "scope"}

    def _waiting(self) -> list[Case]:
        rows = Case.objects.filter(problem=self.problem, state__in=WAITING)
        return list(rows.select_related("customer", "contact").order_by("opened_at")[:100])

    def form(self, *given: Any) -> Plain:
        waiting = self._waiting()
        ours = people.choices(staff(), self.here, self.reader)
        ours.sort(key=lambda one: one[0] != str(self.reader.person.pk))
        theirs = [(f"case:{c.pk}", f"{cases.name(c)}: {c.contact.public_name}") for c in waiting]
        scopes = [("", _("every customer"))]
        scopes += [(str(c.pk), _("%(who)s only") % {"who": cases.name(c)}) for c in waiting]
        when = self.timed(
            given, times.answers(self.here.level, self.reader, (120, 60, 240, 600, 1200))
        )
        alone = len(waiting) < 2
        return owning.StepForm(
            *given, people=[*ours, *theirs], scopes=scopes[:1] if alone else scopes, **when
        )

    def act(self, said: dict[str, Any]) -> str:
        who, scope = said["who"], said["scope"]
        case = None
        if who.startswith("case:"):
            scope = who.removeprefix("case:")
        if scope:
            case = finding.case(self.problem, UUID(scope))
        theirs = who.startswith("case:") and case is not None
        debtor = case.contact if theirs and case else Person.objects.get(pk=who)
        add_step(
            self.problem, what=said["what"], debtor=debtor, due=said["by"], case=case, **self.by
        )
        return _("The step is in the plan.")


class Ask(Sheet):
    """Ask a colleague."""

    template = "desk/sheet_ask.html"
    fields = {"due": "by", "debtor": "whom", "of": "whom"}

    def form(self, *given: Any) -> Plain:
        others = people.choices(staff().exclude(pk=self.reader.person.pk), self.here, self.reader)
        when = self.timed(given, times.answers(self.here.level, self.reader, (60, 30, 240, 600)))
        return owning.AskForm(*given, people=others, **when)

    def act(self, said: dict[str, Any]) -> str:
        of = Person.objects.get(pk=said["whom"])
        ask(self.problem, what=said["what"], of=of, due=said["by"], **self.by)
        return _("%(who)s is asked.") % {"who": of.public_name}


class Escalation(Sheet):
    """Ask a leader to step in."""

    template = "desk/sheet_escalate.html"
    fields = {"due": "by", "reason": "why"}

    def form(self, *given: Any) -> Plain:
        above = [p for p in leaders() if p.pk not in (self.reader.person.pk, self.problem.owner_id)]
        when = self.timed(given, times.answers(self.here.level, self.reader, (60, 30, 120, 240)))
        choices = people.choices(above or leaders(), self.here, self.reader)
        return owning.EscalateForm(*given, leaders=choices, **when)

    def act(self, said: dict[str, Any]) -> str:
        to = Person.objects.get(pk=said["to"])
        escalation.escalate(self.problem, reason=said["why"], to=to, due=said["by"], **self.by)
        return _("%(who)s is asked to step in.") % {"who": to.public_name}


class AnswerAbove(_Owed, Sheet):
    """A leader answers an escalation; that the owner has their backing is an answer."""

    template = "desk/sheet_answer.html"
    kinds = ("escalation",)

    def _choices(self) -> list[tuple[str, str]]:
        owner = self.problem.owner.public_name
        return [
            ("backing", _("%(owner)s has my backing") % {"owner": owner}),
            ("answer", _("I decide otherwise, or more is needed")),
        ]

    def form(self, *given: Any) -> Plain:
        return owning.AnswerForm(*given, answers=self._choices())

    def context(self) -> dict[str, Any]:
        asker = self.owed.creditor.public_name if self.owed.creditor else _("The desk")
        return {"asker": asker, "asked": str(self.owed.what or ""), "by": self.owed.due}

    def act(self, said: dict[str, Any]) -> str:
        backs = said["answer"] == "backing"
        text = said["text"].strip() or (f"{self._choices()[0][1]}." if backs else "")
        escalation.answer(self.owed, text=text, backs_owner=backs, **self.by)
        return _("Answered.")


class Credit(_Owed, Deed):
    """Being asked early helped."""

    kinds = ("escalation",)

    def act(self, said: dict[str, Any]) -> str:
        escalation.credit(self.owed.escalation, **self.by)
        return _("Credited: asking early helped.")


class Promise(_Owed, Deed):
    """Who was asked says yes."""

    def act(self, said: dict[str, Any]) -> str:
        owed.promise(self.owed, **self.by)
        return _("Promised by %(time)s.") % {"time": times.said(self.reader, self.owed.due)}


class Report(_Owed, Sheet):
    """It is done, or here is the answer."""

    heading = "Done"
    button = "It is done"
    fields = {"answer": "text"}

    def form(self, *given: Any) -> Plain:
        return Said(*given)

    def context(self) -> dict[str, Any]:
        return {"lead": str(self.owed.what or "")}

    def act(self, said: dict[str, Any]) -> str:
        owed.report(self.owed, answer=said["text"], **self.by)
        return _("Noted as done.")


class OwedAcceptance(_Owed, Deed):
    """The owner finds it done."""

    def act(self, said: dict[str, Any]) -> str:
        owed.accept(self.owed, **self.by)
        return _("Noted: it is done.")


class Return(_Owed, Sheet):
    """The owner finds it not done yet."""

    heading = "Not done yet"
    button = "It is owed again"

    def form(self, *given: Any) -> Plain:
        when = self.timed(given, times.answers(self.here.level, self.reader, (60, 240, 600)))
        return Again(*given, **when)

    def context(self) -> dict[str, Any]:
        return {"lead": str(self.owed.what or "")}

    def act(self, said: dict[str, Any]) -> str:
        owed.give_back(self.owed, due=said["by"], **self.by)
        return _("It is owed again, by %(time)s.") % {"time": times.said(self.reader, said["by"])}


class OwedRefusal(_Owed, Sheet):
    """Who was asked says no."""

    heading = "Decline"
    button = "Decline"

    def form(self, *given: Any) -> Plain:
        return owning.ReasonForm(*given)

    def context(self) -> dict[str, Any]:
        return {"lead": _("%(who)s is told why.") % {"who": self.problem.owner.public_name}}

    def act(self, said: dict[str, Any]) -> str:
        owed.decline(self.owed, reason=said["reason"], **self.by)
        return _("Declined.")


class OwedWithdrawal(_Owed, Deed):
    """It isn't needed any more."""

    def act(self, said: dict[str, Any]) -> str:
        owed.withdraw(self.owed, **self.by)
        return _("Taken back.")
