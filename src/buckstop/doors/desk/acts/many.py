"""What is done to many problems at once, from the list."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.cases import KindForm, VoidForm
from buckstop.doors.components.forms.owning import MoveTimeForm, OfferForm
from buckstop.doors.desk.acts.of_many import ManyAct, ManyBack
from buckstop.doors.desk.acts.spots import Spot, Where
from buckstop.doors.desk.presenting import people, times
from buckstop.kit.ids import key_of
from buckstop.ledger.refused import Refused
from buckstop.people.models import Person
from buckstop.people.queries import desk
from buckstop.problems.actions import kinds, moving
from buckstop.problems.commitments import handoff, owed
from buckstop.problems.commitments.kind import news as codes_of_news
from buckstop.problems.models import Case, Commitment, Handoff, Problem
from buckstop.problems.models.case import WAITING


class OfferMany(ManyAct):
    """Ask one person to become the owner of each."""

    label = gettext_lazy("Offer to…")
    heading = gettext_lazy("Offer to somebody")
    submit = gettext_lazy("Offer")
    letter = "o"
    noun = "handoffs/"
    where = (Where(Spot.CHOSEN, 10),)
    form = OfferForm
    lead_by = gettext_lazy("They answer by")

    def times(self) -> list[datetime]:
        return times.answers(self.on_duty.times, self.reader, (30, 60, 240, 600))

    def options(self) -> dict[str, Any]:
        return {"people": people.choices(desk(), self.on_duty, self.reader)}

    def one(self, problem: Problem, filled: dict[str, Any]) -> str:
        to = Person.objects.get(pk=filled["to"])
        brief, by = filled["brief"], filled["by"]
        return str(handoff.offer(problem, to=to, brief=brief, answer_by=by, **self.by).pk)

    def said(self, filled: dict[str, Any], done: int) -> str:
        who = Person.objects.get(pk=filled["to"]).public_name
        words = ngettext("%(n)d offered to %(who)s.", "%(n)d offered to %(who)s.", done)
        return words % {"n": done, "who": who}

    def undoing(self, undos: list[str]) -> str:
        return WithdrawMany.of_all(undos)


class WithdrawMany(ManyBack):
    """Take the offers back."""

    noun = "handoffs/withdrawal/"

    def back_one(self, said: str) -> None:
        rows, key = Handoff.objects.select_related("commitment__problem"), key_of(said)
        found = rows.filter(pk=key).first() if key else None
        if found is None:
            raise Refused("unknown", _("There is no such offer."))
        handoff.withdraw(found, **self.by)


class KindMany(ManyAct):
    """Make each a problem, a request or a question."""

    label = gettext_lazy("Problem, request or question")
    heading = gettext_lazy("What are they?")
    submit = gettext_lazy("Change")
    noun = "kinds/"
    where = (Where(Spot.CHOSEN, 30),)
    form = KindForm

    def one(self, problem: Problem, filled: dict[str, Any]) -> str:
        was = problem.kind
        kinds.change_kind(problem, kind=filled["kind"], **self.by)
        return f"{problem.number}-{was}"

    def said(self, filled: dict[str, Any], done: int) -> str:
        return ngettext("%(n)d changed.", "%(n)d changed.", done) % {"n": done}

    def undoing(self, undos: list[str]) -> str:
        return KindBack.of_all(undos)


class KindBack(ManyBack):
    """Make each again what it was."""

    noun = "kinds/return/"

    def back_one(self, said: str) -> None:
        number, _dash, was = said.partition("-")
        seen = Problem.objects.visible_to(self.reader.actor)
        known = number.isascii() and number.isdecimal() and len(number) < 10
        problem = seen.filter(number=int(number)).first() if known else None
        if problem is None:
            raise Refused("unknown", _("There is no such problem."))
        kinds.change_kind(problem, kind=was, **self.by)


class MoveMany(ManyAct):
    """Move the promised news of each, once, for one reason."""

    label = gettext_lazy("Move the time")
    letter = "m"
    noun = "moves/"
    where = (Where(Spot.CHOSEN, 20),)
    form = MoveTimeForm
    lead_by = gettext_lazy("Move the next news to")

    def times(self) -> list[datetime]:
        mine = [problem.pk for problem in self.problems]
        last = Problem.objects.filter(pk__in=mine).aggregate(last=Max("news_due"))["last"]
        return times.later_than(self.on_duty.times, self.reader, last or self.reader.now)

    def one(self, problem: Problem, filled: dict[str, Any]) -> str:
        news = Commitment.objects.select_related("problem", "debtor", "creditor", "what")
        found = news.filter(problem=problem, kind__in=codes_of_news(), ended_at=None).first()
        if found is None:
            raise Refused("nothing-owed", _("No news is promised."))
        owed.move(found, to=filled["by"], reason=filled["reason"], **self.by)
        return ""

    def said(self, filled: dict[str, Any], done: int) -> str:
        words = ngettext("%(n)d moved to %(time)s.", "%(n)d moved to %(time)s.", done)
        return words % {"n": done, "time": times.said(self.reader, filled["by"])}


class VoidMany(ManyAct):
    """Spam or mistakes: nobody is mailed, and it can be undone."""

    label = gettext_lazy("Set aside")
    heading = gettext_lazy("Set them aside")
    submit = gettext_lazy("Set aside")
    noun = "void/"
    where = (Where(Spot.CHOSEN, 50),)
    form = VoidForm

    def one(self, problem: Problem, filled: dict[str, Any]) -> str:
        waiting = _waiting(problem)
        for case in waiting:
            kinds.void(case, why=filled["why"], **self.by)
        return ".".join(str(case.pk) for case in waiting)

    def said(self, filled: dict[str, Any], done: int) -> str:
        return ngettext("%(n)d set aside.", "%(n)d set aside.", done) % {"n": done}

    def undoing(self, undos: list[str]) -> str:
        return ReturnMany.of_all(undos)


class ReturnMany(ManyBack):
    """They were something after all."""

    noun = "void/return/"

    def back_one(self, said: str) -> None:
        for case in _cases(said):
            kinds.undo_void(case, **self.by)


class IntoForm(Plain):
    """Into which of them."""

    into = forms.ChoiceField(label=gettext_lazy("Into"), widget=forms.RadioSelect())

    def __init__(self, *args: Any, chosen: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("into", chosen)
        self.initial.setdefault("into", chosen[0][0] if chosen else "")


class TakeIn(ManyAct):
    """Many reports of one trouble: their cases move into one problem."""

    label = gettext_lazy("Take these in")
    heading = gettext_lazy("Take these in: it is one trouble")
    submit = gettext_lazy("Take in")
    noun = "cases/"
    where = (Where(Spot.CHOSEN, 40),)
    form = IntoForm

    def options(self) -> dict[str, Any]:
        oldest_first = sorted(self.problems, key=lambda one: (one.is_closed, one.opened_at))
        return {"chosen": [(str(one.number), f"{one.ref} {one.title}") for one in oldest_first]}

    def do(self, filled: dict[str, Any]) -> Any:
        self.into = next(one for one in self.problems if str(one.number) == filled["into"])
        self.problems = [one for one in self.problems if one is not self.into]
        return super().do(filled)

    def one(self, problem: Problem, filled: dict[str, Any]) -> str:
        waiting = _waiting(problem)
        for case in waiting:
            moving.move_case(case, to=self.into, **self.by)
        return ".".join(str(case.pk) for case in waiting)

    def said(self, filled: dict[str, Any], done: int) -> str:
        words = ngettext("%(n)d taken into %(ref)s.", "%(n)d taken into %(ref)s.", done)
        return words % {"n": done, "ref": self.into.ref}

    def undoing(self, undos: list[str]) -> str:
        return GiveBack.of_all(undos)


class GiveBack(ManyBack):
    """It was not one trouble: each case is where it came from."""

    noun = "cases/return/"

    def back_one(self, said: str) -> None:
        for case in _cases(said):
            moving.move_back(case, **self.by)


def _cases(said: str) -> list[Case]:
    """The cases whose keys an address says, with a dot between them; refused where one isn't."""
    rows, found = Case.objects.select_related("problem"), []
    for one in said.split("."):
        key = key_of(one)
        case = rows.filter(pk=key).first() if key else None
        if case is None:
            raise Refused("unknown", _("There is no such case."))
        found.append(case)
    return found


def _waiting(problem: Problem) -> list[Case]:
    """The cases that wait on it; refused where none does."""
    rows = Case.objects.filter(problem=problem, state__in=WAITING)
    cases = list(rows.select_related("problem", "contact", "customer").order_by("opened_at"))
    if not cases:
        raise Refused("nobody-waits", _("No customer waits on it."))
    return cases
