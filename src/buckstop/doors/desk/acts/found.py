"""What a problem is about, whom it affects, and to watch it."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.doors.components.forms.signals import AffectedForm, NameServiceForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.case import MoveBack
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.service import customer_called
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import AFFECTED, PROBLEM
from buckstop.doors.desk.forms import Nothing
from buckstop.doors.desk.guard import Who
from buckstop.problems.actions.moving import move_case
from buckstop.problems.models import Problem
from buckstop.problems.models.case import WAITING
from buckstop.problems.permissions.actors import works_on as may_move_there
from buckstop.services.models import Service
from buckstop.services.queries import services
from buckstop.signals import permissions as may
from buckstop.signals.actions import naming
from buckstop.signals.models import ProblemService
from buckstop.signals.queries import found_for, is_of_burst, named, reported_alike


class _OfExposure(ProblemAct):
    who = Who.DESK

    @property
    def back(self) -> str:
        return AFFECTED.url(self.problem.number)


class NameService(_OfExposure):
    """Which service it is about."""

    label = gettext_lazy("Add")
    heading = gettext_lazy("Which service is it about?")
    noun = "services/"
    where = (Where(Spot.AFFECTED_SERVICES),)
    form = NameServiceForm
    submit = gettext_lazy("Note it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may.may_name_service(on.problem, on.reader.actor)

    def options(self) -> dict[str, Any]:
        there = {row.service_id for row in named(self.problem)}
        others = [one for one in services() if one.pk not in there]
        return {"services": [(str(one.pk), one.name) for one in others]}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        service = get_object_or_404(Service, pk=filled["service"])
        naming.name_service(self.problem, service=service, **self.by)
        said = {"ref": self.problem.ref, "service": service.name}
        return Confirmation(_("%(ref)s is about %(service)s.") % said)


class UnnameService(_OfExposure):
    """It isn't about that one."""

    label = gettext_lazy("Remove")
    under = "services/<uuid:key>/"
    noun = "removal/"
    where = (Where(Spot.AFFECTED_SERVICE),)
    row: ProblemService

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may.may_unname_service(on.problem, on.reader.actor)

    def find_row(self, key: UUID | None) -> None:
        rows = ProblemService.objects.filter(problem=self.problem)
        self.row = get_object_or_404(rows.select_related("problem", "service"), pk=key)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        naming.unname_service(self.row, **self.by)
        said = {"ref": self.problem.ref, "service": self.row.service.name}
        return Confirmation(_("%(ref)s isn’t about %(service)s.") % said)


class CorrectAffected(_OfExposure):
    """Who is affected after all, or isn't, and why."""

    label = gettext_lazy("Correct")
    heading = gettext_lazy("Who is affected, or isn’t?")
    noun = "affected/corrections/"
    where = (Where(Spot.AFFECTED),)
    form = AffectedForm
    submit = gettext_lazy("Note it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may.may_correct(on.problem, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        naming.correct(
            self.problem, customer=customer_called(filled["customer"]),
            affected=filled["affected"] == "yes", why=filled["why"], **self.by,
        )  # fmt: skip
        return Confirmation(_("Noted."))


class WatchIt(_OfExposure):
    """Nothing else is done yet: it closes by itself once its signal stayed quiet."""

    label = gettext_lazy("Watch it")
    noun = "watching/"
    where = (Where(Spot.FOUND, 10),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may.may_watch(on.problem, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        naming.watch(self.problem, **self.by)
        said = _("You watch it. It closes by itself once its signal stayed quiet.")
        return Confirmation(said)


class JoinFound(ProblemAct):
    """What these customers report was found before: their cases belong there."""

    label = gettext_lazy("It is the same")
    who = Who.DESK
    letter = "b"
    under = "found-before/<uuid:key>/"
    noun = "joining/"
    where = (Where(Spot.FOUND_BEFORE, 10),)
    found: Problem

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may_move_there(on.row, on.reader.actor)

    def find_row(self, key: UUID | None) -> None:
        theirs = list(self.problem.cases.values_list("customer", flat=True))
        known = found_for(
            [one for one in theirs if one is not None], but_not=self.problem, at=self.reader.now
        )
        self.found = next((one for one in known if one.pk == key), self.problem)
        if self.found == self.problem:
            raise Http404

    def do(self, filled: dict[str, Any]) -> Confirmation:
        cases = list(self.problem.cases.filter(state__in=WAITING).select_related("problem"))
        for case in cases:
            move_case(case, to=self.found, **self.by)
        said = _("It belongs to %(ref)s now.") % {"ref": self.found.ref}
        undo = MoveBack.url(self.found.number, cases[0].pk) if len(cases) == 1 else ""
        return Confirmation(said, to=PROBLEM.url(self.found.number), undo=undo)


class JoinAlike(ProblemAct):
    """What more customers than usual reported within an hour is one trouble: this one."""

    label = gettext_lazy("They are the same")
    heading = gettext_lazy("Are they all of this trouble?")
    who = Who.DESK
    noun = "reported-alike/"
    where = (Where(Spot.BURST, 10),)
    form = Nothing
    submit = gettext_lazy("They are the same")

    @classmethod
    def may(cls, on: Subject) -> bool:
        if on.problem is None or not is_of_burst(on.problem):
            return False
        return not may_move_there(on.problem, on.reader.actor)

    def context(self) -> dict[str, Any]:
        names = [str(case.customer) for case in reported_alike(self.problem)]
        lead = _("Their cases come here, with what was said and promised: %(names)s.")
        return {"lead": lead % {"names": ", ".join(names)}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        cases = reported_alike(self.problem)
        for case in cases:
            move_case(case, to=self.problem, **self.by)
        n = len(cases)
        said = ngettext("%(n)d case is here now.", "%(n)d cases are here now.", n) % {"n": n}
        return Confirmation(said)
