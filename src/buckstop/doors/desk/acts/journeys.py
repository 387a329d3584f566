"""Journeys: asked for, made causes; logs of other programs brought in, read, let go."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage.queries import levels
from buckstop.doors.components.forms.journeys import BringLogForm, ColumnsForm, FrictionForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.prevention import WEEKS
from buckstop.doors.desk.addresses import CAUSE, JOURNEYS, JOURNEYS_LOG, JOURNEYS_LOGS
from buckstop.doors.desk.forms import Nothing
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.pages.journeys import words
from buckstop.doors.desk.presenting import people, times
from buckstop.journeys import queries
from buckstop.journeys.actions import logs
from buckstop.journeys.actions.making import ask
from buckstop.journeys.addressed import asked
from buckstop.journeys.models import Log
from buckstop.journeys.reading.mapping import ROLES, guessed
from buckstop.kit.ids import key_of, number_of
from buckstop.ledger.refused import Refused
from buckstop.people.models import Person
from buckstop.people.queries import desk
from buckstop.people.zones import house_zone
from buckstop.prevention.actions.obstacles import prevent_obstacle
from buckstop.prevention.actions.preventing import Plan
from buckstop.problems.models import Problem


class JourneysAct(DeskAct):
    """An act on the pages of journeys."""

    who = Who.DESK
    in_bar = "journeys"
    before = JOURNEYS.route

    @property
    def back(self) -> str:
        return JOURNEYS.url()


class AskForJourneys(JourneysAct):
    """Those of a customer, about a service, through a step; of a log, beside others."""

    label = gettext_lazy("Reckon it")
    noun = "views/"

    def do(self, filled: dict[str, Any]) -> Confirmation:
        del filled
        wanted = asked(self.request.POST)
        ask(wanted.question, at=self.reader.now)
        return Confirmation(_("It is being reckoned."), to=JOURNEYS.url(**wanted.kept))


class PreventFriction(JourneysAct):
    """Where customers lose time becomes a cause, with what keeps it from costing them more."""

    label = gettext_lazy("Prevent it")
    heading = gettext_lazy("What lets it happen, and what do we change?")
    noun = "frictions/"
    form = FrictionForm
    submit = gettext_lazy("Make it a cause")

    def find(self, **keys: Any) -> None:
        given = self.request.GET if self.request.method in ("GET", "HEAD") else self.request.POST
        key = key_of(given.get("view", ""))
        view = queries.behind(key) if key else None
        if view is None or view.found is None:
            raise Http404
        self.view_key, self.own = str(view.pk), view.log_id is None
        of = {name: given.get(name, "") for name in ("kind", "first", "second")}
        every = view.found["frictions"]
        found = [one for one in every if all(one[name] == of[name] for name in of)]
        if not found:
            raise Http404
        self.which, self.friction = of, found[0]
        say = words.Say(self.own, view.question.working)
        self.begun = say.obstacle(found[0], words.teams(found, own=self.own))

    def times(self) -> list[datetime]:
        return times.answers(levels().default, self.reader, WEEKS)

    def options(self) -> dict[str, Any]:
        problems: list[tuple[str, str]] = []
        if self.own:
            worst = [name for name, _lost in self.friction["worst"][:10]]
            there = queries.problems(worst, self.reader.actor)
            rows = [there[name] for name in worst if name in there]
            problems = [(row.ref, f"{row.ref} {row.title}") for row in rows]
        begun = {"cause": self.begun, "debtor": str(self.reader.person.pk)}
        return {
            "people": people.choices(desk(), self.on_duty, self.reader),
            "problems": problems,
            "initial": {**begun, **self.which, "view": self.view_key},
        }

    def do(self, filled: dict[str, Any]) -> Confirmation:
        number = number_of(filled["problem"])
        rows = Problem.objects.visible_to(self.reader.actor)
        problem = rows.filter(number=number).first() if number else None
        if problem is None:
            raise Refused("no-problem", _("There is no problem of that number."), "problem")
        plan = Plan(
            what=filled["what"], shows=filled["shows"], size=filled["size"], due=filled["by"]
        )
        debtor = get_object_or_404(Person, pk=filled["debtor"])
        made = prevent_obstacle(problem, cause=filled["cause"], plan=plan, debtor=debtor, **self.by)
        said = {"who": debtor.public_name, "at": times.said(self.reader, filled["by"])}
        return Confirmation(_("%(who)s owes it by %(at)s.") % said, to=CAUSE.url(made.cause_id))


class BringLog(JourneysAct):
    """A file of events of another program."""

    label = gettext_lazy("Bring in a log")
    noun = "logs/files/"
    form = BringLogForm
    submit = gettext_lazy("Look at its columns")

    @property
    def back(self) -> str:
        return JOURNEYS_LOGS.url()

    def context(self) -> dict[str, Any]:
        return {
            "lead": _("CSV, XES or OCEL 2.0, also packed with gzip. You say next what its columns "
                      "are; of the others nothing is kept.")
        }  # fmt: skip

    def do(self, filled: dict[str, Any]) -> Confirmation:
        file = filled["file"]
        name = filled["name"] or file.name.partition(".")[0].replace("_", " ")
        log = logs.bring_log(name=name, file=file.name, content=file.read(), **self.by)
        said = _("Now say which column is what.")
        return Confirmation(said, to=f"{SayColumns.address.url(log.pk)}new/")


class LogAct(JourneysAct):
    """An act on one log."""

    before = JOURNEYS_LOG.route
    log: Log

    def find(self, **keys: Any) -> None:
        rows = Log.objects.defer(*queries.LARGE)
        self.log = get_object_or_404(rows, pk=keys["key"])

    @property
    def back(self) -> str:
        return JOURNEYS_LOGS.url()

    def context(self) -> dict[str, Any]:
        return {"lead": str(self.log)}


class SayColumns(LogAct):
    """Which column is what."""

    label = gettext_lazy("Say its columns")
    heading = gettext_lazy("Which column is what?")
    noun = "columns/"
    form = ColumnsForm
    submit = gettext_lazy("Read it")

    def options(self) -> dict[str, Any]:
        names = [(name, _with(name, values)) for name, values in self.log.names]
        said: Mapping[str, Any] = self.log.columns or {}
        guess = guessed(name for name, _values in names)
        roles = said.get("columns") or {role: getattr(guess, role) for role in ROLES}
        begun = {"zone": said.get("zone", house_zone()), **roles}
        return {
            "names": names,
            "objects": said.get("form") == "OCEL",
            "initial": {**begun, "attributes": said.get("attributes", [])},
        }

    def do(self, filled: dict[str, Any]) -> Confirmation:
        logs.say_columns(
            self.log,
            columns={role: filled[role] for role in ROLES if role in filled},
            attributes=filled["attributes"],
            zone=filled["zone"],
            **self.by,
        )
        return Confirmation(_("It is being read."), to=self.back)


class RemoveLog(LogAct):
    """It goes, with all that was found of it."""

    label = gettext_lazy("Remove")
    heading = gettext_lazy("Remove this log?")
    noun = "removal/"
    form = Nothing
    submit = gettext_lazy("Remove it")

    def do(self, filled: dict[str, Any]) -> Confirmation:
        del filled
        logs.remove_log(self.log, **self.by)
        return Confirmation(_("Removed, with all that was found of it."))


def _with(name: str, values: list[str]) -> str:
    """A column with what stands in it: `Case ID: 1, 2, 3`."""
    return f"{name}: {', '.join(values)[:60]}" if values else name
