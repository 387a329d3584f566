"""One customer's side: their word, moving it, other ends, and for whom they write."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from buckstop.conversations.actions import telling
from buckstop.conversations.queries.search import search
from buckstop.doors.components.forms import cases as forms
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk.forms import MoveCase, Nothing, Word
from buckstop.doors.desk.presenting import cases, problems
from buckstop.doors.desk.views import finding
from buckstop.doors.desk.views.sheets.base import Deed, Sheet
from buckstop.kit.ids import number_of
from buckstop.ledger.refused import Refused
from buckstop.problems.actions import fixing, holding, kinds, links, moving
from buckstop.problems.models import Case, Problem
from buckstop.problems.queries import problem_view
from buckstop.problems.queries.similar import similar


class OfCase:
    """Parts of what is done with a case."""

    case: Case

    def find(self: Any, key: UUID | None) -> None:
        assert key is not None
        self.case = finding.case(self.problem, key)

    @property
    def customer(self) -> str:
        return cases.name(self.case)

    @property
    def contact(self) -> str:
        return self.case.contact.public_name


class RecordWord(OfCase, Sheet):
    """Their word, as staff heard it."""

    template = "desk/sheet_word.html"

    def form(self, *given: Any) -> Plain:
        return Word(*given)

    def context(self) -> dict[str, Any]:
        return {"contact": self.contact, "customer": self.customer}

    def act(self, said: dict[str, Any]) -> str:
        if said["word"] == "broken":
            fixing.still_broken(self.case, how=said["how"], text=said["said"], **self.by)
            return _("%(who)s’s case is open again.") % {"who": self.customer}
        fixing.record_word(self.case, how=said["how"], note=said["said"], **self.by)
        return _("Recorded. %(who)s is told.") % {"who": self.contact}


class Solved(OfCase, Deed):
    """They wrote that it is solved: their word, by mail."""

    def act(self, said: dict[str, Any]) -> str:
        fixing.record_word(self.case, how="mail", **self.by)
        return _("Recorded. %(who)s is told.") % {"who": self.contact}


class Broken(OfCase, Deed):
    """They wrote that it isn't solved."""

    def act(self, said: dict[str, Any]) -> str:
        fixing.still_broken(self.case, how="mail", **self.by)
        return _("%(who)s’s case is open again.") % {"who": self.customer}


class KeepAsking(OfCase, Deed):
    """What they wrote doesn't say whether it is solved."""

    def act(self, said: dict[str, Any]) -> str:
        holding.keep_asking(self.case, **self.by)
        return _("%(who)s stays asked whether it is solved.") % {"who": self.contact}


class MoveIn(OfCase, Sheet):
    """The case belongs to another problem."""

    template = "desk/sheet_move_case.html"
    fields = {"to": "problem"}
    moves_on = True
    target: Problem | None = None

    @property
    def to(self) -> str:
        return problems.address(self.target) if self.target else self.home

    def form(self, *given: Any) -> Plain:
        return MoveCase(*given, initial={"problem": self.request.GET.get("problem", "")[:40]})

    def context(self) -> dict[str, Any]:
        rows = similar(self.problem.title, actor=self.reader.actor, but_not=self.problem)
        return {"customer": self.customer, "similar": problems.alike(rows)}

    def act(self, said: dict[str, Any]) -> str:
        self.target = self._target(said["problem"])
        moving.move_case(self.case, to=self.target, **self.by)
        return _("%(who)s’s case is here now.") % {"who": self.customer}

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
        said = _("Several problems fit; write one’s reference: %(named)s.") % {"named": named}
        raise Refused("unclear", said, "to")


class MoveOut(OfCase, Sheet):
    """It isn't the same trouble: a problem of its own."""

    heading = "Move it out"
    button = "Move it out"
    moves_on = True

    @property
    def to(self) -> str:
        return problems.address(self.case.problem)

    def form(self, *given: Any) -> Plain:
        return Nothing(*given)

    def context(self) -> dict[str, Any]:
        told = {"who": self.customer, "owner": self.problem.owner.public_name}
        lead = _("%(who)s’s case becomes a problem of its own; %(owner)s owns that too.") % told
        return {"lead": lead}

    def act(self, said: dict[str, Any]) -> str:
        self.case = moving.move_out(self.case, **self.by)
        return _("%(who)s’s case is a problem of its own.") % {"who": self.customer}


class Decline(OfCase, Sheet):
    """Not ours to do: told why, and who can help."""

    template = "desk/sheet_decline.html"
    fields = {"text": "why"}

    def form(self, *given: Any) -> Plain:
        return forms.DeclineForm(*given)

    def context(self) -> dict[str, Any]:
        return {"contact": self.contact}

    def act(self, said: dict[str, Any]) -> str:
        text = f"{said['why'].strip()}\n\n{said['who_can_help'].strip()}"
        telling.decline(self.case, text=text, **self.by)
        return _("%(who)s is told.") % {"who": self.contact}


class Void(OfCase, Sheet):
    """Spam or a mistake: nobody is mailed, and it can be undone."""

    template = "desk/sheet_void.html"

    def form(self, *given: Any) -> Plain:
        return forms.VoidForm(*given)

    def act(self, said: dict[str, Any]) -> str:
        kinds.void(self.case, why=said["why"], **self.by)
        self.undo = f"{self.home}cases/{self.case.pk}/return/"
        return _("Set aside.")


class UndoVoid(OfCase, Deed):
    """It was something after all."""

    def act(self, said: dict[str, Any]) -> str:
        kinds.undo_void(self.case, **self.by)
        return _("It is open again.")


class WithdrawLinks(OfCase, Deed):
    """Whoever has a link to their page, by a mail passed on or lost, opens nothing with it."""

    def act(self, said: dict[str, Any]) -> str:
        links.withdraw_links(self.case, **self.by)
        told = {"who": self.contact}
        return _("No link to %(who)s’s page opens now. The next mail brings a fresh one.") % told
