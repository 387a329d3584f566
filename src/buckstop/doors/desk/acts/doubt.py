"""Words that stand apart because nobody knows whose they are. Each is one press."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.conversations.actions import strangers
from buckstop.conversations.models import Doubt
from buckstop.conversations.permissions import strangers as may
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.presenting import cases


class _OfDoubt(ProblemAct):
    """What is done with words that stand apart."""

    under = "doubts/<uuid:key>/"
    doubt: Doubt

    def find_row(self, key: UUID | None) -> None:
        assert key is not None
        rows = Doubt.objects.filter(pk=key, case__problem=self.problem)
        found = rows.select_related("case__problem", "case__contact", "case__customer").first()
        if found is None:
            raise Http404
        self.doubt = found


class Belonging(_OfDoubt):
    """They belong to the case."""

    noun = "belonging/"
    where = (Where(Spot.STRANGER, 10),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_belongs(on.row.kind, on.reader.actor, case=on.beside)

    @classmethod
    def words(cls, on: Subject, where: Where) -> str:
        doubt, case = on.row, on.beside
        if not doubt.address:
            return _("%(who)s wrote it") % {"who": case.contact.public_name}
        whose = {"whose": cases.name(case)}
        if case.customer_id:
            return _("Belongs to %(whose)s (joins as a contact)") % whose
        return _("Belongs to %(whose)s’s case") % whose

    def do(self, filled: dict[str, Any]) -> Confirmation:
        message = strangers.belongs(self.doubt, **self.by)
        stands = _("It stands on the case, as %(who)s’s words.") % {"who": message.said_by}
        return Confirmation(stands)


class OwnProblem(_OfDoubt):
    """It is a problem of their own."""

    label = gettext_lazy("A problem of their own")
    noun = "departure/"
    where = (Where(Spot.STRANGER, 20),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_own_problem(on.row.kind, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        problem = strangers.own_problem(self.doubt, **self.by).problem
        return Confirmation(
            _("It is %(ref)s now.") % {"ref": problem.ref}, to=PROBLEM.url(problem.number)
        )


class SetAside(_OfDoubt):
    """It is nothing for us."""

    label = gettext_lazy("Set aside")
    noun = "aside/"
    where = (Where(Spot.STRANGER, 30),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_set_aside(on.row.kind, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        strangers.set_aside(self.doubt, **self.by)
        return Confirmation(_("Set aside."))


class Sight(_OfDoubt):
    """Somebody looked at it."""

    label = gettext_lazy("Seen")
    noun = "sight/"
    where = (Where(Spot.SAME_MAIL, 20), Where(Spot.MANY, 30), Where(Spot.SIGHT),
             Where(Spot.ECHO, label=gettext_lazy("Letters may go on")))  # fmt: skip

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_see(on.row.kind, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        strangers.see(self.doubt, **self.by)
        return Confirmation(_("Noted."))
