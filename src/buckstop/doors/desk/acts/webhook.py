"""Webhooks: programs that hear what happens are added, tried, given new keys, ended."""

from datetime import timedelta
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.doors.components.forms.webhooks import AgainForm, EndpointForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.shows_secret import ShowsSecret
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import WEBHOOK, WEBHOOKS
from buckstop.doors.desk.forms import Nothing
from buckstop.doors.desk.guard import Who
from buckstop.webhooks.actions import endpoints
from buckstop.webhooks.models import Endpoint


class _ShowsKey(ShowsSecret):
    """With the key that signs."""

    who = Who.ADMINS
    in_bar = "house"
    shown = gettext_lazy(
        "With this key it sees that something comes from here. It is shown only now."
    )
    beside = gettext_lazy(
        "Its signatures are those of Standard Webhooks, which libraries of many languages read."
    )
    endpoint: Endpoint

    def whose(self) -> str:
        return self.endpoint.name

    def to(self) -> str:
        return WEBHOOK.url(self.endpoint.pk)


class AddEndpoint(_ShowsKey):
    """A program hears what happens."""

    label = gettext_lazy("Add a program")
    noun = f"{WEBHOOKS.route}additions/"
    where = (Where(Spot.WEBHOOKS),)
    form = EndpointForm
    submit = gettext_lazy("Add it")

    @property
    def back(self) -> str:
        return WEBHOOKS.url()

    def context(self) -> dict[str, Any]:
        lead = _("What happens is posted to it, signed, once it has answered a ping.")
        return {"lead": lead}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        self.endpoint, secret = endpoints.add_endpoint(
            name=filled["name"], address=filled["address"], codes=filled["codes"].split(),
            owner=self.reader.person, **self.by,
        )  # fmt: skip
        return Confirmation("", secret=secret)


class _OfEndpoint(DeskAct):
    """An act on one of them, while it is there."""

    who = Who.ADMINS
    in_bar = "house"
    before = WEBHOOK.route
    endpoint: Endpoint

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.row.ended_at is None

    def find(self, **keys: Any) -> None:
        self.endpoint = get_object_or_404(Endpoint, pk=keys["key"], ended_at=None)

    @property
    def back(self) -> str:
        return WEBHOOK.url(self.endpoint.pk)


class Ping(_OfEndpoint):
    """See whether it answers; one that is off is on again by it."""

    label = gettext_lazy("Try it")
    noun = "pings/"
    where = (Where(Spot.WEBHOOK, 10),)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        endpoints.ping(self.endpoint, **self.by)
        return Confirmation(_("A ping is on its way: what came of it stands below."))


class SendAgain(_OfEndpoint):
    """What was given up, or everything, is sent once more."""

    label = gettext_lazy("Send again")
    noun = "repetitions/"
    where = (Where(Spot.WEBHOOK, 20),)
    form = AgainForm

    def do(self, filled: dict[str, Any]) -> Confirmation:
        since = self.reader.now - timedelta(days=filled["days"])
        everything = filled["what"] == "all"
        n = endpoints.send_again(self.endpoint, since=since, all_of_them=everything, **self.by)
        said = ngettext("%(n)d is sent again.", "%(n)d are sent again.", n)
        return Confirmation(said % {"n": n})


class RenewEndpoint(_ShowsKey, _OfEndpoint):
    """A new key to sign with."""

    label = gettext_lazy("New key")
    noun = "key/"
    where = (Where(Spot.WEBHOOK, 30),)
    form = Nothing
    submit = gettext_lazy("Give it a new key")

    def context(self) -> dict[str, Any]:
        lead = _("For two days both keys sign, so that nothing is refused meanwhile.")
        return {"lead": lead, "heading": self.endpoint.name}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        return Confirmation("", secret=endpoints.renew_endpoint(self.endpoint, **self.by))


class EndEndpoint(_OfEndpoint):
    """Nothing more is sent to it."""

    label = gettext_lazy("End")
    noun = "end/"
    where = (Where(Spot.WEBHOOK, 40),)
    form = Nothing
    submit = gettext_lazy("End it")
    fields: ClassVar[dict[str, str]] = {}

    def context(self) -> dict[str, Any]:
        heading = _("End %(name)s") % {"name": self.endpoint.name}
        return {"heading": heading, "lead": _("Nothing more is sent to it.")}

    @property
    def after(self) -> str:
        return WEBHOOKS.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        endpoints.end_endpoint(self.endpoint, **self.by)
        return Confirmation(_("Nothing more is sent to %(name)s.") % {"name": self.endpoint.name})
