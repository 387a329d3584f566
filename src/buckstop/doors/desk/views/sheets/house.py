"""Sheets about the house: staff, the roster, with whom the buck stops."""

from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from buckstop.coverage import actions as coverage
from buckstop.coverage.models import Place
from buckstop.coverage.queries import DEFAULT_LIMIT, roster, who_is_on_duty
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.logging import (
    ChangePersonForm,
    NewPersonForm,
    PersonForm,
    ShiftForm,
)
from buckstop.doors.desk.forms import Buck, Limit, Nothing, Role
from buckstop.doors.desk.guard import admins_only, anybody, leaders_only, route
from buckstop.doors.desk.pages.roster.data import DAYS
from buckstop.doors.desk.presenting import people
from buckstop.doors.desk.presenting.shell import person_url
from buckstop.doors.desk.reader import reader_of
from buckstop.doors.desk.views.sheets.base import Sheet
from buckstop.notices.actions import log_in_mails
from buckstop.people.actions import staff
from buckstop.people.models import Person
from buckstop.people.queries import desk
from buckstop.people.roles import Capability, roles_with
from buckstop.problems.actions import ownership
from buckstop.problems.models import Problem


def roles() -> list[tuple[str, str]]:
    """The roles of staff."""
    return [(role.value, role.value.capitalize()) for role in roles_with(Capability.BE_STAFF)]


class HouseSheet(Sheet):
    """An act that isn't about a problem; `guard` says who may."""

    guard: ClassVar[Any] = staticmethod(leaders_only)
    back: ClassVar[str] = "/roster/"
    place: ClassVar[str] = ""

    def __init__(self, request: HttpRequest, key: UUID | None) -> None:
        self.request = request
        self.reader = reader_of(request)
        self.here = who_is_on_duty(self.reader.now)
        self.undo = ""
        self.find(key)

    @property
    def home(self) -> str:
        return self.back

    def about(self) -> dict[str, str]:
        return {"ref": "", "title": self.heading}


def house_places(kind: type[HouseSheet], at: str) -> list[URLPattern]:
    """The two addresses of a sheet of the house."""
    guard = kind.guard

    def new(request: HttpRequest, key: UUID | None = None) -> HttpResponse:
        shown = kind(request, key)
        return shown.show(shown.form(), request.path.removesuffix("new/"))

    def make(request: HttpRequest, key: UUID | None = None) -> HttpResponse:
        if request.method != "POST":
            return redirect(f"{request.path}new/")
        return kind(request, key).post()

    name = kind.__name__.lower()
    return [
        route(f"{at}new/", guard(require_safe(new)), f"{name}-new"),
        route(at, guard(require_http_methods(["GET", "HEAD", "POST"])(make)), name),
    ]


class _OfPerson:
    """Parts of what is done about a member of staff."""

    person: Person

    def find(self: Any, key: UUID | None) -> None:
        assert key is not None
        found = Person.objects.exclude(role="contact").filter(pk=key).first()
        if found is None:
            raise Http404
        self.person = found

    @property
    def home(self) -> str:
        return person_url(self.person.pk)


class AddPerson(HouseSheet):
    """A new member of staff."""

    template = "desk/sheet_person.html"
    heading = "Add somebody"
    button = "Add"
    guard = staticmethod(admins_only)
    back = "/people/"
    fields = {"email": "mail"}
    moves_on = True
    added: Person | None = None

    @property
    def to(self) -> str:
        return person_url(self.added.pk) if self.added else self.back

    def form(self, *given: Any) -> Plain:
        kind = NewPersonForm if self._mail_leaves() else PersonForm
        return kind(*given, roles=roles(), initial={"role": "front line", "invite": True})

    def context(self) -> dict[str, Any]:
        mailed = _("The link lets them in once, within 24 hours; then they choose a password.")
        shown = _("Then make them a link that logs them in once, on their page.")
        return {"lead": mailed if self._mail_leaves() else shown}

    def _mail_leaves(self) -> bool:
        return bool(settings.RELAY or settings.DEMO)

    def act(self, said: dict[str, Any]) -> str:
        self.added = staff.add(name=said["name"], email=said["mail"], role=said["role"], **self.by)
        told = {"who": self.added.public_name, "mail": self.added.email}
        if said.get("invite"):
            log_in_mails.invite(self.added, at=self.reader.now)
            return _("%(who)s is added. A link is on its way to %(mail)s.") % told
        return _("%(who)s is added. Make a log-in link for them now.") % told


class ChangePerson(_OfPerson, HouseSheet):
    """What they are called, and where they log in: for themselves and for admins."""

    button = "Keep it"
    guard = staticmethod(anybody)
    fields: ClassVar[dict[str, str]] = {"email": "mail"}

    @property
    def heading(self) -> str:  # type: ignore[override]
        return _("Change %(who)s") % {"who": self.person.public_name}

    def find(self, key: UUID | None) -> None:
        super().find(key)
        if not self.reader.administers and self.person.pk != self.reader.person.pk:
            raise Http404

    def form(self, *given: Any) -> Plain:
        who = self.person
        shown = "" if who.public_name == who.name else who.public_name
        initial = {"name": who.name, "public_name": shown, "mail": who.email, "zone": who.zone}
        return ChangePersonForm(*given, initial=initial)

    def act(self, said: dict[str, Any]) -> str:
        staff.change(
            self.person, name=said["name"], public_name=said["public_name"], email=said["mail"],
            zone=said["zone"], **self.by,
        )  # fmt: skip
        return _("Kept.")


class ChangeRole(_OfPerson, HouseSheet):
    """What they may do."""

    heading = "Change the role"
    button = "Change"
    guard = staticmethod(admins_only)

    def form(self, *given: Any) -> Plain:
        return Role(*given, roles=roles(), initial={"role": self.person.role})

    def act(self, said: dict[str, Any]) -> str:
        ownership.change_role(self.person, role=said["role"], **self.by)
        return _("Changed.")


class Deactivate(_OfPerson, HouseSheet):
    """They leave; what they own goes to others first."""

    button = "Move and deactivate"
    guard = staticmethod(admins_only)

    @property
    def heading(self) -> str:  # type: ignore[override]
        return _("Deactivate %(who)s") % {"who": self.person.public_name}

    def form(self, *given: Any) -> Plain:
        return Nothing(*given)

    def context(self) -> dict[str, Any]:
        n = Problem.objects.running().filter(owner=self.person).count()
        lead = ngettext(
            "They own one problem. It goes to the best person on shift, on record.",
            "They own %(n)d problems. Each goes to the best person on shift, on record.",
            n,
        )
        return {"lead": lead % {"n": n} if n else _("They own no problem now.")}

    def act(self, said: dict[str, Any]) -> str:
        ownership.leave(self.person, **self.by)
        return _("%(who)s is deactivated.") % {"who": self.person.public_name}


class SetLimit(_OfPerson, HouseSheet):
    """How many open problems a shift may route to them."""

    heading = "Load limit"
    button = "Set"

    def form(self, *given: Any) -> Plain:
        row = Place.objects.filter(person=self.person).first()
        return Limit(*given, initial={"limit": row.limit if row else DEFAULT_LIMIT})

    def context(self) -> dict[str, Any]:
        return {"lead": _("New problems go to others on shift when they have so many open.")}

    def act(self, said: dict[str, Any]) -> str:
        coverage.set_limit(roster(), person=self.person, limit=said["limit"], **self.by)
        return _("Set.")


class AddShift(HouseSheet):
    """A weekly shift."""

    template = "desk/sheet_shift.html"
    fields = {"weekday": "day"}

    def form(self, *given: Any) -> Plain:
        days = [(str(n), str(name)) for n, name in enumerate(DAYS)]
        return ShiftForm(*given, people=people.choices(desk(), self.here, self.reader), days=days)

    def act(self, said: dict[str, Any]) -> str:
        person = Person.objects.get(pk=said["person"])
        coverage.add_shift(
            roster(), person=person, weekday=int(said["day"]), starts=said["starts"],
            ends=said["ends"], **self.by,
        )  # fmt: skip
        return _("%(who)s is on the roster.") % {"who": person.public_name}


class MoveBuck(HouseSheet):
    """With whom the buck stops."""

    heading = "With whom the buck stops"
    button = "Change"

    def form(self, *given: Any) -> Plain:
        choices = people.choices(desk(), self.here, self.reader)
        return Buck(*given, people=choices, initial={"to": str(self.here.buck_stops_with)})

    def context(self) -> dict[str, Any]:
        return {"lead": _("Whatever nobody else can take belongs to them, at any hour.")}

    def act(self, said: dict[str, Any]) -> str:
        to = Person.objects.get(pk=said["to"])
        coverage.move_buck(roster(), to=to, **self.by)
        return _("The buck stops with %(who)s.") % {"who": to.public_name}
