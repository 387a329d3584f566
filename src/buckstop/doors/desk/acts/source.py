"""Sources of signals: added, given a new address, ended; what couldn't be read, read again."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.doors.components.forms.signals import HeartbeatForm, OtherSourceForm, SourceForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.shows_secret import ShowsSecret
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.acts.tried_first import TriedFirst
from buckstop.doors.desk.addresses import CHATS, SIGNALS
from buckstop.doors.desk.forms import Nothing
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting.choosing import chosen_service, services_to_choose
from buckstop.outbox.settings import ADDRESSES
from buckstop.signals.actions import sources
from buckstop.signals.models import Arrival, Source
from buckstop.signals.permissions import may_renew_source
from buckstop.signals.rules.heartbeats import Rhythm
from buckstop.signals.tools import tools
from buckstop.signals.tools.signal import CASES, MAIL, Signal, hint, mail_address

OTHER = "generic"


def page_of(source: Source | None) -> str:
    """The page that lists it."""
    return CHATS.url() if source and source.kind == CASES else SIGNALS.url()


class ShowsAddress(ShowsSecret):
    """With the source's address."""

    who = Who.LEADERS
    in_bar = "signals"
    shown = gettext_lazy("This is its address. It is shown only now: put it in the tool.")
    source: Source

    @property
    def back(self) -> str:
        return page_of(getattr(self, "source", None))

    def whose(self) -> str:
        return self.source.name

    def hint(self) -> str:
        return hint(self.source.kind)

    def secret(self, made: str) -> str:
        if self.source.kind == MAIL:
            return mail_address(ADDRESSES.value[0], made)
        path = reverse("signal", args=[self.source.kind, made])
        return self.request.build_absolute_uri(path)


class AddSource(ShowsAddress):
    """A tool that we know sends us signals."""

    label = gettext_lazy("Add a source")
    noun = f"{SIGNALS.route}sources/"
    where = (Where(Spot.SIGNALS, 10),)
    form = SourceForm
    submit = gettext_lazy("Add it")

    def options(self) -> dict[str, Any]:
        known = [(tool.code, str(tool.label)) for tool in tools() if tool.code != OTHER]
        return {"kinds": known, "services": services_to_choose()}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        self.source, secret = sources.add_source(
            kind=filled["kind"], name=filled["name"], service=chosen_service(filled),
            owner=self.reader.person, **self.by,
        )  # fmt: skip
        return Confirmation("", secret=secret)


class AddOtherSource(TriedFirst[Signal], ShowsAddress):
    """Another tool: its mapping is tried on a message of it before it is kept."""

    label = gettext_lazy("Add another tool")
    noun = f"{SIGNALS.route}other-sources/"
    where = (Where(Spot.SIGNALS, 20),)
    form = OtherSourceForm
    template = "desk/sheet_source.html"

    def options(self) -> dict[str, Any]:
        return {"services": services_to_choose()}

    def tried(self, filled: dict[str, Any]) -> list[Signal]:
        return sources.tried(OTHER, filled["sample"], self.mapping(filled))

    def mapping(self, filled: dict[str, Any]) -> dict[str, str]:
        return _mapping(filled)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        self.source, secret = sources.add_source(
            kind=OTHER, name=filled["name"], service=chosen_service(filled),
            mapping=_mapping(filled), owner=self.reader.person, **self.by,
        )  # fmt: skip
        return Confirmation("", secret=secret)


class AddHeartbeat(ShowsAddress):
    """A job pings us; its silence is the signal."""

    label = gettext_lazy("Add a job")
    heading = gettext_lazy("A job that must be heard")
    noun = f"{SIGNALS.route}heartbeats/"
    where = (Where(Spot.SIGNALS, 30),)
    form = HeartbeatForm
    submit = gettext_lazy("Add it")

    def options(self) -> dict[str, Any]:
        return {"services": services_to_choose()}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        rhythm = Rhythm(
            every=filled["every"], daily_at=filled["daily_at"], zone=filled["zone"],
            grace=filled["grace"],
        )  # fmt: skip
        self.source, secret = sources.add_heartbeat(
            name=filled["name"], rhythm=rhythm, service=chosen_service(filled),
            owner=self.reader.person, **self.by,
        )  # fmt: skip
        return Confirmation("", secret=secret)


def _mapping(filled: dict[str, Any]) -> dict[str, str]:
    """What was filled in, in lines as they are sent back."""
    same = ("signals", "identity", "title", "state", "over", "severity", "at")
    return {**{name: filled[name] for name in same}, "service": filled["named"]}


class RenewSource(ShowsAddress):
    """A new address, where the old one came into wrong hands."""

    label = gettext_lazy("New address")
    before = SIGNALS.route
    under = "sources/<uuid:key>/"
    noun = "address/"
    where = (Where(Spot.SOURCE, 10),)
    form = Nothing
    submit = gettext_lazy("Give it a new address")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may_renew_source(on.row)

    def find(self, **keys: Any) -> None:
        self.source = get_object_or_404(Source, pk=keys["key"], ended_at=None)

    def context(self) -> dict[str, Any]:
        lead = _("The old address opens nothing from then on: put the new one in the tool.")
        return {"lead": lead, "heading": self.source.name}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        return Confirmation("", secret=sources.renew_source(self.source, **self.by))


class _OfSource(DeskAct):
    """An act on one source."""

    in_bar = "signals"
    before = SIGNALS.route
    under = "sources/<uuid:key>/"
    source: Source

    def find(self, **keys: Any) -> None:
        self.source = get_object_or_404(Source, pk=keys["key"], ended_at=None)

    @property
    def back(self) -> str:
        return page_of(self.source)


class EndSource(_OfSource):
    """Nothing more is taken from it."""

    label = gettext_lazy("End")
    who = Who.LEADERS
    noun = "end/"
    where = (Where(Spot.SOURCE, 20),)
    form = Nothing
    submit = gettext_lazy("End it")

    def context(self) -> dict[str, Any]:
        heading = _("End %(name)s") % {"name": self.source.name}
        return {"heading": heading, "lead": _("Nothing more is taken from it. Its past stays.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        sources.end_source(self.source, **self.by)
        return Confirmation(_("%(name)s has ended.") % {"name": self.source.name})


class ReadAgain(_OfSource):
    """What couldn't be read is tried once more."""

    label = gettext_lazy("Try again")
    who = Who.DESK
    noun = "reading/"
    where = (Where(Spot.SOURCE, 30),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return Arrival.objects.filter(source=on.row).exclude(wrong="").exists()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        n = sources.read_again(self.source, **self.by)
        said = ngettext("%(n)d is read again.", "%(n)d are read again.", n)
        return Confirmation(said % {"n": n})
