"""A customer's word whether it is solved, as staff heard or read it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import words
from buckstop.doors.components.forms.cases import WordForm as _WordForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_case import CaseAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.problems.actions import fixing, holding
from buckstop.problems.models.case import CaseState, Held
from buckstop.problems.permissions import cases as may


class WordForm(_WordForm):
    """What the customer said, and how."""

    how = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[("phone", gettext_lazy("on the phone")), ("mail", gettext_lazy("by mail"))],
    )
    said = words(gettext_lazy("In their words"), rows=3, required=False)


class RecordWord(CaseAct):
    """Their word, as staff heard it."""

    label = gettext_lazy("Record their word")
    noun = "word/"
    where = (Where(Spot.CASE, 10),)
    form = WordForm
    template = "desk/sheet_word.html"

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_record_word(cls.case_of(on), on.reader.actor)

    def context(self) -> dict[str, Any]:
        return {"contact": self.contact, "customer": self.customer}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        how, text = filled["how"], filled["said"]
        if filled["word"] == "broken":
            fixing.still_broken(self.case, how=how, text=text, **self.by)
            return Confirmation(_("%(who)s’s case is open again.") % {"who": self.customer})
        fixing.record_word(self.case, how=how, note=text, **self.by)
        said = _("Recorded. %(who)s is told.") % {"who": self.contact}
        return Confirmation(said, undo=WithdrawWord.url(self.problem.number, self.case.pk))


class WithdrawWord(CaseAct):
    """It was recorded by mistake that it is solved."""

    label = gettext_lazy("Recorded by mistake")
    noun = "word/withdrawal/"
    where = (Where(Spot.CASE, 15), Where(Spot.LINE_RECORDED, label=gettext_lazy("Undo")))

    @classmethod
    def may(cls, on: Subject) -> bool:
        case = cls.case_of(on)
        if case.state != CaseState.CONFIRMED:
            return False
        last = fixing.last_word(case)
        return not may.may_withdraw_word(case, on.reader.actor, on.reader.now, last=last)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        fixing.withdraw_word(self.case, **self.by)
        said = _("%(who)s’s case is open again. They were mailed that it is solved: tell them.")
        return Confirmation(said % {"who": self.customer})


class _OfHeld(CaseAct):
    """How a case goes on that is held until somebody says what an answer meant."""

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_keep_asking(cls.case_of(on), on.reader.actor)


class Solved(_OfHeld):
    """They wrote that it is solved: their word, by mail."""

    label = gettext_lazy("Record “Solved”")
    noun = "solved/"
    where = (
        Where(Spot.HELD_SOLVED, 10, main=True),
        Where(Spot.HELD_BROKEN, 20),
        Where(Spot.HELD_UNCLEAR, 10),
    )

    @classmethod
    def may(cls, on: Subject) -> bool:
        case = cls.case_of(on)
        answered = case.held_because == Held.ANSWERED and super().may(on)
        return answered and not may.may_record_word(case, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        fixing.record_word(self.case, how="mail", **self.by)
        return Confirmation(_("Recorded. %(who)s is told.") % {"who": self.contact})


class Broken(_OfHeld):
    """They wrote that it isn't solved."""

    @classmethod
    def may(cls, on: Subject) -> bool:
        still_broken = may.may_still_broken(cls.case_of(on), on.reader.actor)
        return super().may(on) and not still_broken

    label = gettext_lazy("Still broken")
    noun = "broken/"
    where = (
        Where(Spot.HELD_BROKEN, 10, main=True),
        Where(Spot.HELD_SOLVED, 20),
        Where(Spot.HELD_UNCLEAR, 20),
        Where(Spot.HELD_UNREACHED, 20),
    )

    def do(self, filled: dict[str, Any]) -> Confirmation:
        fixing.still_broken(self.case, how="mail", **self.by)
        return Confirmation(_("%(who)s’s case is open again.") % {"who": self.customer})


class KeepAsking(_OfHeld):
    """What they wrote doesn't say whether it is solved."""

    label = gettext_lazy("Keep asking")
    noun = "question/"
    where = (
        Where(Spot.HELD_SOLVED, 30),
        Where(Spot.HELD_BROKEN, 30),
        Where(Spot.HELD_UNCLEAR, 30),
        Where(Spot.HELD_UNREACHED, 10),
    )

    def do(self, filled: dict[str, Any]) -> Confirmation:
        holding.keep_asking(self.case, **self.by)
        asked = _("%(who)s stays asked whether it is solved.") % {"who": self.contact}
        return Confirmation(asked)
