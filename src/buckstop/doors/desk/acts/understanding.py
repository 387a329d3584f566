"""What we understood, for one customer or for all; and letting all read what one was told."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.forms import CharField, HiddenInput
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.conversations.actions import telling
from buckstop.conversations.models import Message
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.saying import UnderstandingForm
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.acts.worded import Worded
from buckstop.doors.desk.forms import Nothing
from buckstop.doors.desk.presenting import cases
from buckstop.kit.ids import key_of
from buckstop.problems.actions import understandings
from buckstop.problems.commitments import kind
from buckstop.problems.models import Case, Commitment, Understanding
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.permissions.problem import may_understand, may_widen
from buckstop.problems.queries.problem_view import ProblemView


class Understand(Worded):
    """Write what we understood."""

    noun = "understanding/"
    form = UnderstandingForm
    template = "desk/sheet_understanding.html"
    fields = {"what": "text", "case": "scope"}
    is_letter = False
    view: ProblemView

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may_understand(on.problem, on.reader.actor)

    def find_row(self, key: UUID | None) -> None:
        self.view = finding.view(self.reader, self.problem.number)

    def readers(self, data: Mapping[str, Any]) -> Sequence[Case]:
        one = [case for case in self.view.cases if str(case.pk) == data.get("scope", "")]
        return one or self.view.waiting

    def options(self) -> dict[str, Any]:
        waiting = self.view.waiting
        scopes = [("", _("every customer"))]
        if len(waiting) > 1:
            scopes += [(str(c.pk), _("%(who)s only") % {"who": cases.name(c)}) for c in waiting]
        newest = max(self.view.understood, key=lambda one: (one.at, one.id), default=None)
        of_one = newest is not None and str(newest.case) in dict(scopes)
        initial = {
            "text": newest.text if newest else "",
            "scope": str(newest.case) if newest and of_one else "",
        }
        return {"scopes": scopes, "initial": initial}

    def context(self) -> dict[str, Any]:
        return {"correction": "", "corrected_by": ""}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        scope = filled["scope"]
        case = finding.case(self.problem, UUID(scope)) if scope else None
        understandings.understand(self.problem, what=filled["text"], case=case, **self.by)
        return Confirmation(_("It stands on their page."))


class Widen(ProblemAct):
    """Let every customer read what was said to one: a `message`, an `understanding` or a
    `commitment`, named by the address of the sheet."""

    label = gettext_lazy("Widen")
    noun = "widenings/"
    where = (Where(Spot.STEP, 50),)
    form = Nothing
    heading = gettext_lazy("Let everybody read this")
    submit = gettext_lazy("Widen to all")

    @classmethod
    def may(cls, on: Subject) -> bool:
        row, view = on.row, on.view
        if view is None or may_widen(row, view.problem, on.reader.actor):
            return False
        still = row.is_owed and row.state != CommitmentState.REPORTED
        to_answer = kind.of(row).answers and row.debtor_id == on.reader.person.pk
        return len(view.cases) > 1 and still and not to_answer

    @classmethod
    def query(cls, on: Subject) -> dict[str, Any]:
        return {"commitment": on.key}

    def find_row(self, key: UUID | None) -> None:
        given = self.request.GET if self.request.method != "POST" else self.request.POST
        for name, table in (
            ("message", Message), ("understanding", Understanding), ("commitment", Commitment),
        ):  # fmt: skip
            if wanted := given.get(name):
                self.chosen = (name, wanted)
                self.row = self._found(table, wanted, "text" if name == "message" else "what")
                return
        raise Http404

    def _found(self, kind: Any, key: str, words: str) -> Any:
        rows = kind.objects.filter(pk=key_of(key), case__problem=self.problem)
        row = rows.select_related(words, "case__customer", "case__contact").first()
        if row is None:
            raise Http404
        self.text = str(getattr(row, words) or "")
        row.case.problem = self.problem
        return row

    def fill(self, *posted: Any) -> Plain:
        form = super().fill(*posted)
        name, key = self.chosen
        form.fields[name] = CharField(initial=key, widget=HiddenInput(), required=False)
        return form

    def context(self) -> dict[str, Any]:
        readers = _("Only %(who)s reads it now. Afterwards: %(all)s.") % {
            "who": cases.name(self.row.case),
            "all": cases.named_together(cases.waiting(self.problem)),
        }
        return {"lead": f"{readers} “{self.text[:600]}”"}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        if isinstance(self.row, Message):
            telling.widen(self.row, **self.by)
        else:
            understandings.widen(self.row, **self.by)
        return Confirmation(_("Every customer of this problem can read it now."))
