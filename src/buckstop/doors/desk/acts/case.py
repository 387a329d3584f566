"""One customer's side: moving it, its other ends, and the links to its page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.conversations.actions import telling
from buckstop.conversations.queries.search import search
from buckstop.doors.components.forms.cases import DeclineForm, VoidForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_case import CaseAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.acts.worded import Worded
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.forms import MoveCase, Nothing
from buckstop.doors.desk.presenting import problems
from buckstop.kit.ids import number_of
from buckstop.ledger.refused import Refused
from buckstop.problems.actions import kinds, links, moving
from buckstop.problems.models import Case, Problem
from buckstop.problems.permissions import cases as may
from buckstop.problems.queries import problem_view
from buckstop.problems.queries.similar import similar


class MoveIn(CaseAct):
    """The case belongs to another problem."""

    label = gettext_lazy("Move the case")
    noun = "moves/"
    where = (
        Where(Spot.CASE, 20),
        Where(Spot.SAME_MAIL, 10, label=gettext_lazy("Move the case there")),
    )
    form = MoveCase
    template = "desk/sheet_move_case.html"
    fields = {"to": "problem"}

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_move_case(cls.case_of(on), on.reader.actor)

    @classmethod
    def query(cls, on: Subject) -> dict[str, Any]:
        return {"problem": f"P-{on.row.other}"} if on.beside is not None else {}

    def options(self) -> dict[str, Any]:
        return {"initial": {"problem": self.request.GET.get("problem", "")[:40]}}

    def context(self) -> dict[str, Any]:
        rows = similar(self.problem.title, actor=self.reader.actor, but_not=self.problem)
        return {"customer": self.customer, "similar": problems.alike(rows)}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        target = self._target(filled["problem"])
        moving.move_case(self.case, to=target, **self.by)
        moved = _("%(who)s’s case is here now.") % {"who": self.customer}
        undo = MoveBack.url(target.number, self.case.pk)
        return Confirmation(moved, to=PROBLEM.url(target.number), undo=undo)

    def _target(self, typed: str) -> Problem:
        number = number_of(typed)
        if number is not None:
            if found := problem_view.find(number, self.reader.actor):
                return found
            raise Refused("unknown", _("There is no problem %(typed)s.") % {"typed": typed}, "to")
        rows: QuerySet[Problem] = Problem.objects.visible_to(self.reader.actor).running()
        fits = search(rows, typed, limit=5).listed.rows
        if len(fits) == 1:
            return fits[0]
        if not fits:
            raise Refused("unclear", _("No open problem fits."), "to")
        named = "; ".join(f"{one.ref} {one.title}" for one in fits)
        several = _("Several problems fit; write one’s reference: %(named)s.") % {"named": named}
        raise Refused("unclear", several, "to")


class MoveBack(CaseAct):
    """The move was a mistake: to where it came from, from its notice and its line."""

    label = gettext_lazy("Move it back")
    noun = "moves/return/"
    where = (Where(Spot.LINE_MOVED, label=gettext_lazy("Undo")),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_move_back(cls.case_of(on), on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        case = moving.move_back(self.case, **self.by)
        back = _("%(who)s’s case is back here.") % {"who": self.customer}
        return Confirmation(back, to=PROBLEM.url(case.problem.number))


class MoveOut(CaseAct):
    """It isn't the same trouble: a problem of its own."""

    label = gettext_lazy("Move it out")
    noun = "departure/"
    where = (Where(Spot.CASE, 30),)
    form = Nothing

    @classmethod
    def may(cls, on: Subject) -> bool:
        case = cls.case_of(on)
        return on.problem is not None and not may.may_move_out(case, on.problem, on.reader.actor)

    def context(self) -> dict[str, Any]:
        whose = {"who": self.customer, "owner": self.problem.owner.public_name}
        lead = _("%(who)s’s case becomes a problem of its own; %(owner)s owns that too.") % whose
        return {"lead": lead}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        case = moving.move_out(self.case, **self.by)
        moved = _("%(who)s’s case is a problem of its own.") % {"who": self.customer}
        number = case.problem.number
        return Confirmation(moved, to=PROBLEM.url(number), undo=MoveBack.url(number, case.pk))


class Decline(Worded, CaseAct):
    """Not ours to do: told why, and who can help."""

    label = gettext_lazy("Not ours to do")
    noun = "refusal/"
    where = (Where(Spot.CASE, 50),)
    form = DeclineForm
    template = "desk/sheet_decline.html"
    fields = {"text": "why"}
    words_in = ("why", "who_can_help")
    ends = True

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_decline(cls.case_of(on), on.reader.actor)

    def readers(self, data: Mapping[str, Any]) -> Sequence[Case]:
        return [self.case]

    def context(self) -> dict[str, Any]:
        return {"contact": self.contact}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        text = f"{filled['why'].strip()}\n\n{filled['who_can_help'].strip()}"
        telling.decline(self.case, text=text, overruled=self.overruled, **self.by)
        return Confirmation(_("%(who)s is told.") % {"who": self.contact})


class WithdrawLinks(CaseAct):
    """Whoever has a link to their page, by a mail passed on or lost, opens nothing with it."""

    label = gettext_lazy("Withdraw their links")
    noun = "links/withdrawal/"
    where = (Where(Spot.CASE, 60),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        case = cls.case_of(on)
        return case.is_waiting and not may.may_withdraw_links(case, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        links.withdraw_links(self.case, **self.by)
        who = {"who": self.contact}
        return Confirmation(
            _("No link to %(who)s’s page opens now. The next mail brings a fresh one.") % who
        )


class Void(CaseAct):
    """Spam or a mistake: nobody is mailed, and it can be undone."""

    label = gettext_lazy("Set aside")
    noun = "void/"
    where = (
        Where(Spot.CASE, 70),
        Where(Spot.MANY, 20, label=gettext_lazy("Set them all aside")),
    )
    form = VoidForm
    template = "desk/sheet_void.html"

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_void(cls.case_of(on), on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        kinds.void(self.case, why=filled["why"], **self.by)
        undo = UndoVoid.url(self.problem.number, self.case.pk)
        return Confirmation(_("Set aside."), undo=undo)


class UndoVoid(CaseAct):
    """It was something after all."""

    label = gettext_lazy("It was something after all")
    noun = "return/"
    where = (Where(Spot.CASE, 10), Where(Spot.LINE_VOIDED, label=gettext_lazy("Undo")))

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_undo_void(cls.case_of(on), on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        kinds.undo_void(self.case, **self.by)
        return Confirmation(_("It is open again."))
