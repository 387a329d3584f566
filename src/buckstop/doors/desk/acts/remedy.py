"""Making it right for a customer; saying yes or no to what is beyond somebody's limits."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.conversations.wording.finding import Concern, Finding
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.owning import ReasonForm
from buckstop.doors.components.forms.remedies import PARTS, GrantForm, RemedyForm
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_case import CaseAct
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.acts.worded import Worded
from buckstop.doors.desk.presenting import money, people, times
from buckstop.kit.money import plain
from buckstop.people.models import Person
from buckstop.people.queries import staff
from buckstop.problems.commitments import kind
from buckstop.problems.models import Case, Commitment
from buckstop.remedies import permissions as may
from buckstop.remedies import queries, wording
from buckstop.remedies.actions import granting
from buckstop.remedies.commitments.approval import Approval
from buckstop.remedies.models import Remedy, RemedyKind, label_of


class MakeRight(Worded, CaseAct):
    """An apology, and what goes with it: in the writer's name, within their limits at once."""

    label = gettext_lazy("Make it right")
    noun = "remedies/"
    where = (Where(Spot.CASE, 45),)
    form = RemedyForm
    template = "desk/sheet_remedy.html"
    submit = gettext_lazy("Give it")
    fields = {"text": "happened", "due": "by", "reason": "why_now"}
    words_in = PARTS

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_give(cls.case_of(on), on.reader.actor)

    def readers(self, data: Mapping[str, Any]) -> Sequence[Case]:
        return [self.case]

    def findings(self, form: Plain) -> list[Finding]:
        """What happens next, the plan says."""
        found = super().findings(form)
        return [one for one in found if one.concern is not Concern.NO_NEXT_STEP]

    def times(self) -> list[datetime]:
        return times.answers(self.level, self.reader, (1200, 600, 3000, 6000))

    def options(self) -> dict[str, Any]:
        return {
            "kinds": [(one, label_of(one)) for one in queries.kinds()],
            "people": people.choices(staff(), self.on_duty, self.reader),
            "initial": {"kind": RemedyKind.APOLOGY.value},
        }

    def context(self) -> dict[str, Any]:
        before = wording.before_says(self.case, self.reader.now)
        return {"contact": self.contact, "limits": self._limits(), "before": before}

    def _limits(self) -> list[str]:
        """What of each of the reader's limits is used."""
        found = []
        me = self.reader.person
        mine = queries.authorities_of(me)
        for holds, given in queries.with_given(mine, me.pk, self.case, self.reader.now):
            used = wording.left_says(queries.limits_of(holds), given)
            case = {"used": used, "case": holds.money(holds.per_case)}
            found.append(_("Within your limits: %(used)s, up to %(case)s a case.") % case)
        return found or [_("You have no limits of your own: beyond an apology it takes a yes.")]

    def do(self, filled: dict[str, Any]) -> Confirmation:
        wish = self._wish(filled)
        if filled["beyond"] == "ask":
            remedy = granting.ask_for(self.case, wish, **self.by)
            assert remedy.approval is not None, "it is asked"
            who = remedy.approval.debtor.public_name
            return Confirmation(_("%(who)s is asked for a yes.") % {"who": who})
        why = filled["why_now"] if filled["beyond"] == "now" else ""
        granting.give(self.case, wish, beyond_why=why, overruled=self.overruled, **self.by)
        return Confirmation(
            _("Given. Your letter is on its way to %(who)s.") % {"who": self.contact}
        )

    def _wish(self, filled: dict[str, Any]) -> granting.Wish:
        debtor = Person.objects.get(pk=filled["debtor"]) if filled["debtor"] else None
        return granting.Wish(
            kind=filled["kind"],
            text="\n\n".join(filled[part].strip() for part in PARTS),
            what=filled["what"],
            money=money.read(filled["amount"], "amount"),
            debtor=debtor,
            due=filled["by"],
        )


class _OfApproval(ProblemAct):
    """What is said to what is beyond somebody's limits."""

    under = "commitments/<uuid:key>/"
    owed: Commitment
    remedy: Remedy

    def find_row(self, key: UUID | None) -> None:
        assert key is not None
        self.owed = finding.commitment(self.problem, key, Approval)
        remedy = queries.remedy_of(self.owed.pk)
        if remedy is None:
            raise Http404
        self.remedy = remedy

    @classmethod
    def for_them(cls, on: Subject) -> bool:
        """Whether the reader stands in for who was asked."""
        mine = on.reader.person.pk
        return on.row.debtor_id != mine and queries.stands_in(mine, on.row, on.reader.now)

    @classmethod
    def remedy_on(cls, on: Subject) -> Remedy | None:
        """The remedy that a row is about; a yes that was missed is of none any more."""
        return getattr(on.row, "remedy", None) if kind.of(on.row) is Approval else None

    def context(self) -> dict[str, Any]:
        return {
            "lead": str(self.owed.what or ""),
            "remedy": self.remedy,
            "asker": self.remedy.asked_by.public_name,
            "words": str(self.remedy.text),
            "before": wording.before_says(self.remedy.case, self.reader.now),
        }


class Grant(_OfApproval):
    """Yes; or yes, but with another amount."""

    label = gettext_lazy("Yes")
    noun = "grants/"
    where = (Where(Spot.ASKED, 10, main=True), Where(Spot.WORK_OWED, 10))
    form = GrantForm
    template = "desk/sheet_grant.html"
    heading = gettext_lazy("Say yes")
    submit = gettext_lazy("Yes, give it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        remedy = cls.remedy_on(on)
        return remedy is not None and not may.may_grant(
            remedy, on.row, on.reader.actor, enough=False, for_them=cls.for_them(on)
        )

    def options(self) -> dict[str, Any]:
        asked = self.remedy.money
        return {"initial": {"amount": plain(asked) if asked else ""}}

    def fill(self, *posted: Any) -> Plain:
        form = super().fill(*posted)
        assert isinstance(form, GrantForm)
        form.is_of(self.remedy.money)
        return form

    def do(self, filled: dict[str, Any]) -> Confirmation:
        amount = money.read(filled.get("amount", ""), "amount")
        granting.grant(self.remedy, money=amount, **self.by)
        said = _("Yes: %(who)s’s letter is on its way.")
        return Confirmation(said % {"who": self.remedy.asked_by.public_name})


class RefuseRemedy(_OfApproval):
    """No, because."""

    label = gettext_lazy("No")
    noun = "remedy-refusals/"
    where = (Where(Spot.ASKED, 30), Where(Spot.WORK_OWED, 30))
    form = ReasonForm
    heading = gettext_lazy("Say no")
    submit = gettext_lazy("Say no")

    @classmethod
    def may(cls, on: Subject) -> bool:
        remedy = cls.remedy_on(on)
        return remedy is not None and not may.may_refuse(
            remedy, on.row, on.reader.actor, for_them=cls.for_them(on)
        )

    def do(self, filled: dict[str, Any]) -> Confirmation:
        granting.refuse(self.remedy, reason=filled["reason"], **self.by)
        told = {"who": self.remedy.asked_by.public_name}
        return Confirmation(_("%(who)s is told why.") % told)


class TakeBackRemedy(_OfApproval):
    """It isn't asked any more."""

    label = gettext_lazy("Take back")
    noun = "remedy-withdrawal/"
    where = (Where(Spot.STEP, 60),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        remedy = cls.remedy_on(on)
        return remedy is not None and not may.may_take_back(remedy, on.row, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        granting.take_back(self.remedy, **self.by)
        return Confirmation(_("Taken back."))
