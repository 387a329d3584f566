"""Silences of a service's signals, and planned work that customers read of."""

from datetime import timedelta
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.silences import MovedForm, PlannedForm, SilenceForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import SERVICE, SERVICES
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting import times
from buckstop.services.models import Service
from buckstop.signals import permissions as may
from buckstop.signals.actions import planned, silences
from buckstop.signals.models import PlannedWork, Silence

USUAL = timedelta(hours=2)


class SilenceSignals(DeskAct):
    """Its signals open no problem until then."""

    label = gettext_lazy("Silence")
    heading = gettext_lazy("Let its signals open no problem")
    who = Who.DESK
    in_bar = "services"
    before = SERVICE.route
    noun = "silences/"
    where = (Where(Spot.SILENCES, 20),)
    form = SilenceForm
    submit = gettext_lazy("Silence it")
    service: Service

    def find(self, **keys: Any) -> None:
        self.service = get_object_or_404(Service, pk=keys["key"], ended_at=None)

    @property
    def back(self) -> str:
        return SERVICE.url(self.service.pk)

    def options(self) -> dict[str, Any]:
        now = self.reader.now.astimezone(self.reader.zone).replace(second=0, microsecond=0)
        usual = {"starts": now.replace(tzinfo=None), "ends": (now + USUAL).replace(tzinfo=None)}
        return {"zone": self.reader.zone, "initial": usual}

    def context(self) -> dict[str, Any]:
        lead = _("They are kept and stand on Signals. What still fires afterwards counts then.")
        return {"lead": f"{self.service.name}. {lead}"}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        quiet = silences.Quiet(**filled)
        silences.silence(self.service, quiet=quiet, **self.by)
        said = {"at": times.said(self.reader, quiet.ends)}
        return Confirmation(_("Its signals are silent until %(at)s.") % said)


class PlanWork(SilenceSignals):
    """Planned work: customers read of it, and nobody is woken by what it causes."""

    label = gettext_lazy("Plan work")
    heading = gettext_lazy("Planned work")
    noun = "planned-work/"
    where = (Where(Spot.SILENCES, 10),)
    form = PlannedForm
    submit = gettext_lazy("Plan it")

    def context(self) -> dict[str, Any]:
        lead = _(
            "It stands on the status page, with the promise that it is over by then: say so, or "
            "move it, or it becomes your problem. Signals of this, and of what needs it, open no "
            "problem meanwhile."
        )
        return {"lead": f"{self.service.name}. {lead}"}


class MoveWork(DeskAct):
    """Planned work is over by another time than was promised."""

    label = gettext_lazy("Move")
    heading = gettext_lazy("When is it instead?")
    who = Who.DESK
    in_bar = "services"
    before = SERVICES.route
    under = "silences/<uuid:key>/"
    noun = "times/"
    where = (Where(Spot.SILENCE, 20),)
    form = MovedForm
    submit = gettext_lazy("Promise it")
    work: PlannedWork

    @classmethod
    def may(cls, on: Subject) -> bool:
        work = getattr(on.row, "work", None)
        return work is not None and not may.may_move_work(work, on.reader.actor)

    def find(self, **keys: Any) -> None:
        rows = PlannedWork.objects.select_related("silence__service")
        self.work = get_object_or_404(rows, pk=keys["key"])

    @property
    def back(self) -> str:
        return SERVICE.url(self.work.silence.service_id)

    def options(self) -> dict[str, Any]:
        row, zone = self.work.silence, self.reader.zone
        there = {"starts": row.starts, "ends": self.work.due}
        typed = {name: at.astimezone(zone).replace(tzinfo=None) for name, at in there.items()}
        return {"zone": zone, "initial": typed, "begun": row.starts <= self.reader.now}

    def context(self) -> dict[str, Any]:
        lead = _("Customers read the new time, and that you had promised another.")
        return {"lead": f"{self.work.silence.subject.rstrip('.')}. {lead}"}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        starts = filled.get("starts")
        planned.move_work(self.work, due=filled["ends"], starts=starts, **self.by)
        said = {"at": times.said(self.reader, filled["ends"])}
        return Confirmation(_("It is promised to be over by %(at)s.") % said)


class EndSilence(DeskAct):
    """Signals count again from now on."""

    label = gettext_lazy("End now")
    who = Who.DESK
    in_bar = "services"
    before = SERVICES.route
    under = "silences/<uuid:key>/"
    noun = "end/"
    where = (Where(Spot.SILENCE, 10),)
    silence: Silence

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_end_silence(on.row, on.reader.actor, on.reader.now)

    def find(self, **keys: Any) -> None:
        rows = Silence.objects.select_related("service")
        self.silence = get_object_or_404(rows, pk=keys["key"])

    @property
    def back(self) -> str:
        return SERVICE.url(self.silence.service_id)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        silences.end_silence(self.silence, **self.by)
        return Confirmation(_("Its signals count again."))
