"""What keeps a cause from letting anything more happen: asked, answered, moved, in force."""

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage.queries import levels
from buckstop.doors.components.forms.prevention import LaterForm, PreventionForm, WhyForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.cause import CauseAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import CAUSE, CAUSES
from buckstop.doors.desk.forms import Nothing
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting import people, times
from buckstop.people.models import Person
from buckstop.people.queries import desk
from buckstop.prevention import permissions as may
from buckstop.prevention.actions import preventing
from buckstop.prevention.models import Prevention
from buckstop.problems.queries.levels import times_for

WEEKS = (6_000, 3_000, 12_000, 24_000)
"""Working minutes from now: about two weeks first."""


class AskPrevention(CauseAct):
    """Ask somebody, or oneself, to change something."""

    label = gettext_lazy("Prevent it")
    heading = gettext_lazy("What keeps it from coming back?")
    noun = "preventions/"
    where = (Where(Spot.CAUSE, 10, main=True),)
    form = PreventionForm
    submit = gettext_lazy("Ask for it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_ask_prevention(on.row, on.reader.actor)

    def times(self) -> list[datetime]:
        return times.answers(times_for(self.cause.problem, levels()), self.reader, WEEKS)

    def options(self) -> dict[str, Any]:
        return {
            "people": people.choices(desk(), self.on_duty, self.reader),
            "initial": {"debtor": str(self.reader.person.pk)},
        }

    def do(self, filled: dict[str, Any]) -> Confirmation:
        plan = preventing.Plan(
            what=filled["what"], shows=filled["shows"], size=filled["size"], due=filled["by"]
        )
        debtor = get_object_or_404(Person, pk=filled["debtor"])
        preventing.ask_prevention(self.cause, plan=plan, debtor=debtor, **self.by)
        said = {"who": debtor.public_name, "at": times.said(self.reader, filled["by"])}
        return Confirmation(_("%(who)s owes it by %(at)s.") % said)


class PreventionAct(DeskAct):
    """An act on one prevention."""

    who = Who.DESK
    in_bar = "causes"
    before = CAUSES.route
    under = "preventions/<uuid:key>/"
    prevention: Prevention

    def find(self, **keys: Any) -> None:
        rows = Prevention.objects.select_related("cause__problem", "cause__what", "what", "debtor")
        self.prevention = get_object_or_404(rows, pk=keys["key"])

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        return (on.row.pk,)

    @property
    def back(self) -> str:
        cause = self.prevention.cause
        return CAUSE.url(cause.merged_into_id or cause.pk)

    def context(self) -> dict[str, Any]:
        return {"lead": str(self.prevention)}


class PutInForce(PreventionAct):
    """It is done, and watched from now on."""

    label = gettext_lazy("It’s in force")
    heading = gettext_lazy("Is it in force?")
    noun = "in-force/"
    where = (Where(Spot.PREVENTION, 10),)
    form = Nothing
    submit = gettext_lazy("It’s in force")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_put_in_force(on.row, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        preventing.put_in_force(self.prevention, **self.by)
        self.prevention.refresh_from_db()
        assert self.prevention.watch_until is not None
        said = {"at": times.said(self.reader, self.prevention.watch_until)}
        return Confirmation(_("It is watched until %(at)s.") % said)


class PromisePrevention(PreventionAct):
    """Yes, by then."""

    label = gettext_lazy("Promise it")
    noun = "promise/"
    where = (Where(Spot.PREVENTION, 20),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_promise_prevention(on.row, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        preventing.promise_prevention(self.prevention, **self.by)
        said = {"at": times.said(self.reader, self.prevention.due)}
        return Confirmation(_("Promised by %(at)s.") % said)


class MovePrevention(PreventionAct):
    """By another time, once."""

    label = gettext_lazy("Move the time")
    noun = "times/"
    where = (Where(Spot.PREVENTION, 30),)
    form = LaterForm
    submit = gettext_lazy("Move it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_move_prevention(on.row, on.reader.actor, on.reader.now)

    def times(self) -> list[datetime]:
        level = times_for(self.prevention.cause.problem, levels())
        start = max(self.prevention.due, self.reader.now)
        return [level.after(start, minutes) for minutes in (3_000, 600, 6_000)]

    def do(self, filled: dict[str, Any]) -> Confirmation:
        preventing.move_prevention(
            self.prevention, to=filled["by"], reason=filled["reason"], **self.by
        )
        said = {"at": times.said(self.reader, filled["by"])}
        return Confirmation(_("Owed by %(at)s now.") % said)


class DeclinePrevention(PreventionAct):
    """No, because."""

    label = gettext_lazy("Say no")
    noun = "refusal/"
    where = (Where(Spot.PREVENTION, 40),)
    form = WhyForm

    @classmethod
    def may(cls, on: Subject) -> bool:
        asks_itself = on.row.asked_by_id == on.reader.person.pk
        return not asks_itself and not may.may_decline_prevention(on.row, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        preventing.decline_prevention(self.prevention, reason=filled["reason"], **self.by)
        return Confirmation(_("Whoever asked is told why."))


class WithdrawPrevention(PreventionAct):
    """It isn't to be done."""

    label = gettext_lazy("Withdraw")
    noun = "withdrawal/"
    where = (Where(Spot.PREVENTION, 50),)
    form = WhyForm

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_withdraw_prevention(on.row, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        preventing.withdraw_prevention(self.prevention, reason=filled["reason"], **self.by)
        return Confirmation(_("Withdrawn."))
