"""What we look at ourselves, and series of numbers: added."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.signals import CheckForm, FetchedForm, SeriesForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.source import ShowsAddress
from buckstop.doors.desk.acts.spots import Spot, Where
from buckstop.doors.desk.addresses import SIGNALS
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting.choosing import chosen_service, services_to_choose
from buckstop.signals.actions import watched
from buckstop.signals.detectors.alarms import Often
from buckstop.signals.probes import LABELS, Check, Look


class _Added(DeskAct):
    """Something that we go and look for ourselves, so that it has no address."""

    who = Who.LEADERS
    in_bar = "signals"
    submit = gettext_lazy("Add it")

    @property
    def back(self) -> str:
        return SIGNALS.url()

    def options(self) -> dict[str, Any]:
        return {"services": services_to_choose()}


class AddCheck(_Added):
    """We look ourselves, for those who have nothing else."""

    label = gettext_lazy("Add a check")
    heading = gettext_lazy("Something that we look at ourselves")
    noun = f"{SIGNALS.route}checks/"
    where = (Where(Spot.SIGNALS, 40),)
    form = CheckForm

    def options(self) -> dict[str, Any]:
        looks = [(look.value, str(label)) for look, label in LABELS.items()]
        return {**super().options(), "looks": looks}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        check = Check(Look(filled["look"]), filled["address"], filled["expects"])
        source = watched.add_check(
            name=filled["name"], check=check, every=filled["every"],
            service=chosen_service(filled), owner=self.reader.person, **self.by,
        )  # fmt: skip
        said = _("%(name)s is looked at every %(n)s minutes.")
        return Confirmation(said % {"name": source.name, "n": filled["every"]})


class AddSeries(ShowsAddress):
    """Numbers are sent to us; what is unusual in them is the signal."""

    label = gettext_lazy("Add a series")
    heading = gettext_lazy("A series of numbers that is sent to us")
    noun = f"{SIGNALS.route}series/"
    where = (Where(Spot.SIGNALS, 50),)
    form = SeriesForm
    submit = gettext_lazy("Add it")

    def options(self) -> dict[str, Any]:
        return {"services": services_to_choose()}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        self.source, secret = watched.add_series(
            name=filled["name"], often=Often(filled["often"]), service=chosen_service(filled),
            owner=self.reader.person, **self.by,
        )  # fmt: skip
        return Confirmation("", secret=secret)


class AddFetched(_Added):
    """Numbers that we fetch from Prometheus."""

    label = gettext_lazy("Add a query")
    heading = gettext_lazy("A series that we fetch from Prometheus")
    noun = f"{SIGNALS.route}queries/"
    where = (Where(Spot.SIGNALS, 60),)
    form = FetchedForm

    def do(self, filled: dict[str, Any]) -> Confirmation:
        fetched = watched.Fetched(filled["address"], filled["query"], filled["every"])
        source, _secret = watched.add_series(
            name=filled["name"], often=Often(filled["often"]), fetched=fetched,
            service=chosen_service(filled), owner=self.reader.person, **self.by,
        )  # fmt: skip
        said = _("%(name)s is fetched every %(n)s minutes.")
        return Confirmation(said % {"name": source.name, "n": filled["every"]})
