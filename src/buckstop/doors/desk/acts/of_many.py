"""What all acts on many problems share: each is the verb of one, problem by problem, and what
couldn't be done is reported with the permission's own sentence."""

from collections import defaultdict
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.addresses import PROBLEMS
from buckstop.doors.desk.guard import Who
from buckstop.doors.shared.answers import go
from buckstop.ledger.refused import Refused
from buckstop.problems.models import Problem

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST = 200  # problems in one go
CHOSEN, LIST = "n", "list"  # in the address and the form: their numbers, and which list it was


class ManyAct(DeskAct):
    """An act on the problems that were chosen in a list; `one` does it to one of them."""

    who = Who.DESK
    before = f"{PROBLEMS.route}many/"
    in_bar = "problems"
    template = "desk/sheet_many.html"
    lead_by: ClassVar["StrOrPromise"] = ""  # the words before a time
    problems: list[Problem]

    def find(self, **keys: Any) -> None:
        """What was chosen of what the reader may see; in the order in which chains are locked."""
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        given = [n for n in sent.getlist(CHOSEN) if n.isascii() and n.isdecimal() and len(n) < 10]
        seen = Problem.objects.visible_to(self.reader.actor).select_related("owner")
        rows = seen.filter(number__in=[int(n) for n in given][:MOST])
        self.problems = list(rows.order_by("chain"))
        self.refusals: dict[str, list[str]] = defaultdict(list)

    def one(self, problem: Problem, filled: dict[str, Any]) -> str:
        """Do it to one; what takes it back, where something does."""
        raise NotImplementedError

    def said(self, filled: dict[str, Any], done: int) -> str:
        """The sentence afterwards, of so many."""
        raise NotImplementedError

    def undoing(self, undos: list[str]) -> str:
        """The address whose POST takes back what `one` answered."""
        del undos
        return ""

    @property
    def back(self) -> str:
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        kept = urlencode(parse_qsl(sent.get(LIST, "")[:2000]))
        return PROBLEMS.url() + (f"?{kept}" if kept else "")

    def context(self) -> dict[str, Any]:
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        many = ngettext("%(n)d problem", "%(n)d problems", len(self.problems))
        return {
            "lead": many % {"n": len(self.problems)},
            "chosen": sorted(self.problems, key=lambda one: one.number),
            "list": sent.get(LIST, "")[:2000],
            "lead_by": str(self.lead_by),
        }

    def do(self, filled: dict[str, Any]) -> Confirmation:
        if not self.problems:
            raise Refused("nothing-chosen", _("Choose at least one problem in the list."))
        undos, done = [], 0
        for problem in self.problems:
            try:
                undo = self.one(problem, filled)
            except Refused as refusal:
                self.refusals[refusal.sentence].append(problem.ref)
            else:
                done += 1
                undos += [undo] if undo else []
        if not done:
            raise Refused("none-done", " ".join(self.report()))
        return Confirmation(self.said(filled, done), undo=self.undoing(undos) if undos else "")

    def report(self) -> list[str]:
        """What couldn't be done and why, a sentence for each reason."""
        return [f"{', '.join(refs)}: {why}" for why, refs in self.refusals.items()]

    def confirm(self, confirmation: Confirmation) -> HttpResponse:
        if not self.refusals:
            return super().confirm(confirmation)
        for sentence in self.report():
            messages.error(self.request, sentence)
        return go(self.request, self.back, say=confirmation.text, undo=confirmation.undo)


class ManyBack(DeskAct):
    """Takes back what was done to many: their keys stand in its address."""

    who = Who.DESK
    before = f"{PROBLEMS.route}many/"

    def back_one(self, said: str) -> None:
        """Take one back."""
        raise NotImplementedError

    @property
    def back(self) -> str:
        return PROBLEMS.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        done, why = 0, ""
        for said in self.request.GET.getlist(CHOSEN)[:MOST]:
            try:
                self.back_one(said)
                done += 1
            except Refused as refusal:
                why = refusal.sentence
        if not done:
            raise Refused("none-done", why or _("There is nothing to take back."))
        words = ngettext("%(n)d taken back.", "%(n)d taken back.", done) % {"n": done}
        return Confirmation(f"{words} {why}".strip())

    @classmethod
    def of_all(cls, undos: list[str]) -> str:
        """Its address for these."""
        return f"{cls.url()}?{urlencode([(CHOSEN, one) for one in undos])}"
