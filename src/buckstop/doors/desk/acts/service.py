"""Services: added, changed, ended; what they need, who uses them; many from a list."""

import hashlib
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.services import NeedForm, ServiceForm, ServicesForm, UseForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import SERVICE, SERVICES
from buckstop.doors.desk.forms import Nothing
from buckstop.doors.desk.guard import Who
from buckstop.ledger.refused import Refused
from buckstop.people.models import Customer
from buckstop.people.queries import here
from buckstop.services import queries
from buckstop.services.actions import lists, services, uses
from buckstop.services.lists import ServiceLine, read_services
from buckstop.services.models import Dependency, Service, Use
from buckstop.services.rules import Terms, Usage

_ALIKE = ("name", "about", "key", "quiet_minutes")


class _OfServices(DeskAct):
    """An act on the list of services."""

    who = Who.DESK
    in_bar = "services"

    @property
    def back(self) -> str:
        return SERVICES.url()


class AddService(_OfServices):
    """One more service."""

    label = gettext_lazy("Add a service")
    noun = f"{SERVICES.route}additions/"
    where = (Where(Spot.SERVICES, 10),)
    form = ServiceForm
    submit = gettext_lazy("Add it")

    def do(self, filled: dict[str, Any]) -> Confirmation:
        service = services.add_service(terms=Terms(**filled), **self.by)
        said = _("%(service)s is added. Say who uses it.") % {"service": service.name}
        return Confirmation(said, to=SERVICE.url(service.pk))


class AddServices(_OfServices):
    """Many services, and who uses them: looked at line by line first."""

    label = gettext_lazy("Take in a list")
    noun = f"{SERVICES.route}list/"
    where = (Where(Spot.SERVICES, 20),)
    form = ServicesForm
    template = "desk/sheet_services.html"
    lines: list[ServiceLine] | None = None
    unknown: tuple[str, ...] = ()
    left_off = 0

    def stops(self, form: Plain) -> bool:
        """Until what was looked at is what is sent."""
        text = form.cleaned_data["table"]
        digest = hashlib.sha256(text.encode(errors="replace")).hexdigest()
        found = read_services(text)
        self.lines = lists.compared(found.lines)
        if self._good and form.cleaned_data["sure"] == digest:
            return False
        self.unknown, self.left_off = found.unknown, found.left_off
        posted: Any = form.data
        form.data = posted.dict() | {"table": text, "sure": digest if self._good else ""}
        return True

    @property
    def _good(self) -> int:
        return sum(bool(line.changes) and not line.wrong for line in self.lines or ())

    def context(self) -> dict[str, Any]:
        good = self._good
        button = ngettext("Do what %(n)d line says", "Do what %(n)d lines say", good) % {"n": good}
        return {
            "lead": "",
            "lines": self.lines,
            "unknown": self.unknown,
            "left_off": self.left_off,
            "button": button if good else _("Look at it first"),
        }

    def do(self, filled: dict[str, Any]) -> Confirmation:
        n = lists.put_each(self.lines or (), **self.by)
        said = ngettext("%(n)d line is taken in.", "%(n)d lines are taken in.", n) % {"n": n}
        return Confirmation(said, to=SERVICES.url())


class _OfService(DeskAct):
    """An act on one service."""

    who = Who.DESK
    in_bar = "services"
    before = SERVICE.route
    service: Service

    def find(self, **keys: Any) -> None:
        self.service = get_object_or_404(Service, pk=keys["key"], ended_at=None)

    @property
    def back(self) -> str:
        return SERVICE.url(self.service.pk)


class ChangeService(_OfService):
    """What it is called, and after how much quiet its trouble is over."""

    label = gettext_lazy("Change")
    noun = "change/"
    where = (Where(Spot.SERVICE, 10),)
    form = ServiceForm
    submit = gettext_lazy("Keep it")

    def options(self) -> dict[str, Any]:
        return {"initial": {name: getattr(self.service, name) for name in _ALIKE}}

    def context(self) -> dict[str, Any]:
        return {"lead": "", "heading": _("Change %(name)s") % {"name": self.service.name}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        services.change_service(self.service, terms=Terms(**filled), **self.by)
        return Confirmation(_("Kept."))


class EndService(_OfService):
    """It is run no more."""

    label = gettext_lazy("End")
    who = Who.LEADERS
    noun = "end/"
    where = (Where(Spot.SERVICE, 20),)
    form = Nothing
    submit = gettext_lazy("End it")

    def context(self) -> dict[str, Any]:
        heading = _("End %(name)s") % {"name": self.service.name}
        lead = _("Nobody uses it then, and nothing needs it. Its past stays.")
        return {"heading": heading, "lead": lead}

    @property
    def after(self) -> str:
        return SERVICES.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        services.end_service(self.service, **self.by)
        return Confirmation(_("%(name)s has ended.") % {"name": self.service.name})


class AddNeed(_OfService):
    """What it doesn't work without."""

    label = gettext_lazy("Add")
    heading = gettext_lazy("What it needs")
    noun = "needs/"
    where = (Where(Spot.NEEDS),)
    form = NeedForm
    submit = gettext_lazy("Add it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return queries.services().exclude(pk=on.row.pk).exists()

    def options(self) -> dict[str, Any]:
        others = queries.services().exclude(pk=self.service.pk)
        return {"others": [(str(one.pk), one.name) for one in others]}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        on = get_object_or_404(Service, pk=filled["on"])
        services.need(self.service, on=on, **self.by)
        names = {"name": self.service.name, "other": on.name}
        return Confirmation(_("%(name)s needs %(other)s.") % names)


class RemoveNeed(DeskAct):
    """It works without it."""

    label = gettext_lazy("Remove")
    who = Who.DESK
    before = SERVICES.route
    under = "needs/<uuid:key>/"
    noun = "removal/"
    where = (Where(Spot.NEED),)
    row: Dependency

    def find(self, **keys: Any) -> None:
        rows = Dependency.objects.select_related("service", "on")
        self.row = get_object_or_404(rows, pk=keys["key"])

    @property
    def back(self) -> str:
        return SERVICE.url(self.row.service_id)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        services.need_no_more(self.row, **self.by)
        names = {"name": self.row.service.name, "other": self.row.on.name}
        return Confirmation(_("%(name)s needs %(other)s no more.") % names)


def _usage(filled: dict[str, Any]) -> Usage:
    return Usage(site=filled["site"], plan=filled["plan"], matters=filled["matters"])


def customer_called(name: str) -> Customer:
    """Who is called so. Refused where nobody is, or several are."""
    found = list(here().filter(name__iexact=" ".join(name.split()))[:2])
    if len(found) == 1:
        return found[0]
    several = _("Several customers are called so: use the list on *Services*, or rename one.")
    raise Refused("unclear", several if found else _("No customer is called so."), "customer")


class AddUse(_OfService):
    """Which customer uses it, and where."""

    label = gettext_lazy("Add")
    heading = gettext_lazy("Who uses it")
    noun = "uses/"
    where = (Where(Spot.USES),)
    form = UseForm
    submit = gettext_lazy("Add them")

    def do(self, filled: dict[str, Any]) -> Confirmation:
        customer = customer_called(filled["customer"])
        uses.use(self.service, customer=customer, usage=_usage(filled), **self.by)
        names = {"customer": customer.name, "name": self.service.name}
        return Confirmation(_("%(customer)s uses %(name)s.") % names)


class EndUse(DeskAct):
    """A customer uses it there no more."""

    label = gettext_lazy("Remove")
    who = Who.DESK
    before = SERVICES.route
    under = "uses/<uuid:key>/"
    noun = "removal/"
    where = (Where(Spot.USE),)
    row: Use

    def find(self, **keys: Any) -> None:
        rows = Use.objects.select_related("service", "customer")
        self.row = get_object_or_404(rows, pk=keys["key"])

    @property
    def back(self) -> str:
        return SERVICE.url(self.row.service_id)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        uses.use_no_more(self.row, **self.by)
        names = {"customer": self.row.customer.name, "name": self.row.service.name}
        return Confirmation(_("%(customer)s uses %(name)s no more.") % names)
