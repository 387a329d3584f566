"""What let a problem happen: named, taken back; a cause in better words, merged, split."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.prevention import (
    CauseForm,
    FindCauseForm,
    IntoForm,
    SplitForm,
    ToForm,
)
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import CAUSE
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting import people
from buckstop.kit.text import shortened
from buckstop.people.models import Person
from buckstop.people.queries import desk
from buckstop.prevention import permissions as may
from buckstop.prevention import queries
from buckstop.prevention.actions import causes, merging
from buckstop.prevention.models import Because, Cause
from buckstop.prevention.queries.alike import nearest
from buckstop.problems.models.problem import Kind

LONGEST = 90  # characters of a cause in a choice


class FindCause(ProblemAct):
    """Something that we can change let it happen: known already, or new."""

    label = gettext_lazy("What let it happen")
    heading = gettext_lazy("What let it happen?")
    who = Who.DESK
    noun = "causes/"
    where = (Where(Spot.MORE, 75), Where(Spot.LEARNING, 10, label=gettext_lazy("Add")))
    form = FindCauseForm
    submit = gettext_lazy("Note it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and on.problem.kind == Kind.PROBLEM

    def options(self) -> dict[str, Any]:
        there = {row.cause_id for row in queries.causes_of(self.problem)}
        others = [one for one in nearest(self.problem) if there.isdisjoint(one.family)]
        begun = self.request.GET.get("what", "")[:300]  # as journeys say where time is lost
        return {"causes": _choices(others), "initial": {"what": begun}}

    def context(self) -> dict[str, Any]:
        return {"lead": _("Never a person: whatever somebody did, something made it easy.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        if filled["known"]:
            cause = get_object_or_404(Cause, pk=filled["known"])
            causes.name_cause(self.problem, cause=cause, **self.by)
        else:
            causes.find_cause(self.problem, what=filled["what"], **self.by)
        return Confirmation(_("Noted what let %(ref)s happen.") % {"ref": self.problem.ref})


class UnnameCause(ProblemAct):
    """It wasn't that."""

    label = gettext_lazy("Remove")
    who = Who.DESK
    under = "causes/<uuid:key>/"
    noun = "removal/"
    where = (Where(Spot.BECAUSE),)
    row: Because

    def find_row(self, key: UUID | None) -> None:
        rows = Because.objects.filter(problem=self.problem)
        self.row = get_object_or_404(rows.select_related("problem"), pk=key)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        causes.unname_cause(self.row, **self.by)
        return Confirmation(_("Taken off %(ref)s.") % {"ref": self.problem.ref})


class CauseAct(DeskAct):
    """An act on one cause."""

    who = Who.DESK
    in_bar = "causes"
    before = CAUSE.route
    cause: Cause

    def find(self, **keys: Any) -> None:
        rows = Cause.objects.select_related("what", "problem", "keeper", "merged_into")
        self.cause = get_object_or_404(rows, pk=keys["key"])

    @property
    def back(self) -> str:
        return CAUSE.url(self.cause.merged_into_id or self.cause.pk)

    def context(self) -> dict[str, Any]:
        return {"lead": str(self.cause)}


class RewordCause(CauseAct):
    """Say it in better words."""

    label = gettext_lazy("Say it better")
    noun = "words/"
    where = (Where(Spot.CAUSE, 50),)
    form = CauseForm
    submit = gettext_lazy("Keep it")

    def options(self) -> dict[str, Any]:
        return {"initial": {"what": str(self.cause)}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        causes.reword_cause(self.cause, what=filled["what"], **self.by)
        return Confirmation(_("Kept."))


class HandCause(CauseAct):
    """Somebody else looks after it."""

    label = gettext_lazy("Hand over")
    heading = gettext_lazy("Who looks after it?")
    noun = "keepers/"
    where = (Where(Spot.CAUSE, 60),)
    form = ToForm
    submit = gettext_lazy("Hand it over")

    def options(self) -> dict[str, Any]:
        others = desk().exclude(pk=self.cause.keeper_id)
        return {"people": people.choices(others, self.on_duty, self.reader)}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        to = get_object_or_404(Person, pk=filled["to"])
        causes.hand_cause(self.cause, to=to, **self.by)
        return Confirmation(_("%(who)s looks after it.") % {"who": to.public_name})


class MergeCause(CauseAct):
    """It is the same as another."""

    label = gettext_lazy("It is the same as…")
    heading = gettext_lazy("Which is it the same as?")
    noun = "merging/"
    where = (Where(Spot.CAUSE, 70),)
    form = IntoForm
    submit = gettext_lazy("They are one")

    @classmethod
    def may(cls, on: Subject) -> bool:
        others = Cause.objects.filter(merged_into=None).exclude(pk=on.row.pk)
        return not may.may_merge_cause(on.row, on.reader.actor) and others.exists()

    def options(self) -> dict[str, Any]:
        others = [one for one in queries.causes() if one.cause.pk != self.cause.pk]
        begun = self.request.GET.get("what", "")[:300]  # as journeys say where time is lost
        return {"causes": _choices(others), "initial": {"what": begun}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        into = get_object_or_404(Cause, pk=filled["into"])
        merging.merge_cause(self.cause, into=into, **self.by)
        return Confirmation(
            _("They are one now."), undo=TakeApart.url(self.cause.pk), to=CAUSE.url(into.pk)
        )


class TakeApart(CauseAct):
    """They aren't the same after all."""

    label = gettext_lazy("Take apart")
    noun = "taking-apart/"
    where = (Where(Spot.CAUSE_MERGED),)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        merging.take_apart(self.cause, **self.by)
        return Confirmation(_("It stands for itself again."), to=CAUSE.url(self.cause.pk))


class SplitCause(CauseAct):
    """Some of its problems had another cause."""

    label = gettext_lazy("Split")
    heading = gettext_lazy("Which problems had another cause?")
    noun = "splitting/"
    where = (Where(Spot.CAUSE, 80),)
    form = SplitForm
    submit = gettext_lazy("Split it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return bool(on.beside and on.beside > 1)

    def options(self) -> dict[str, Any]:
        rows = self._rows()
        return {
            "problems": [(str(row.pk), f"{row.problem.ref} {row.problem.title}") for row in rows]
        }

    def _rows(self) -> list[Because]:
        return queries.problems_of(queries.known(self.cause).family)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        chosen = [row for row in self._rows() if str(row.pk) in filled["rows"]]
        cause = merging.split_cause(chosen, what=filled["what"], **self.by)
        return Confirmation(_("That is another cause now."), to=CAUSE.url(cause.pk))


def _choices(known: list[queries.Known]) -> list[tuple[str, str]]:
    return [(str(one.cause.pk), shortened(str(one.cause), LONGEST)) for one in known]
