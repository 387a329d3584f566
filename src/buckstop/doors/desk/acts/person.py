"""Staff: added, changed, their role and load limit."""

from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage import actions as coverage
from buckstop.coverage.kept_rows import DEFAULT_LIMIT
from buckstop.coverage.models import Place
from buckstop.coverage.queries import roster
from buckstop.doors.components.forms.base import Choices, Plain
from buckstop.doors.components.forms.logging import (
    ChangePersonForm,
    NewPersonForm,
    PersonForm,
    PictureForm,
)
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import PEOPLE, PERSON
from buckstop.doors.desk.guard import Who
from buckstop.notices.actions import log_in_mails
from buckstop.outbox.settings import mail_leaves
from buckstop.people.actions import pictures, staff
from buckstop.people.models import Person
from buckstop.people.roles import LABELS, Capability, Role, can, roles_with
from buckstop.problems.actions import ownership


def roles() -> list[tuple[str, str]]:
    """The roles of staff."""
    return [(role.value, str(LABELS[Role(role)])) for role in roles_with(Capability.BE_STAFF)]


class LimitForm(Plain):
    """How many open problems a shift may route to somebody."""

    limit = forms.IntegerField(
        label=gettext_lazy("Open problems, at most"), min_value=0, max_value=1000
    )


class RoleForm(Plain):
    """What a colleague may do."""

    role = forms.ChoiceField(label=gettext_lazy("Role"))

    def __init__(self, *args: Any, roles: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("role", roles)


class AddPerson(DeskAct):
    """A new member of staff."""

    label = gettext_lazy("Add")
    who = Who.ADMINS
    noun = f"{PEOPLE.route}additions/"
    where = (Where(Spot.STAFF),)
    form = PersonForm
    template = "desk/sheet_person.html"
    heading = gettext_lazy("Add somebody")
    submit = gettext_lazy("Add")
    fields = {"email": "mail"}

    @property
    def back(self) -> str:
        return PEOPLE.url()

    def fill(self, *posted: Any) -> Plain:
        form = NewPersonForm if self._mail_leaves() else PersonForm
        return form(*posted, roles=roles(), initial={"role": "front line", "invite": True})

    def context(self) -> dict[str, Any]:
        mailed = _("The link lets them in once, within 24 hours; then they choose a password.")
        shown = _("Then make them a link that logs them in once, on their page.")
        return {"lead": mailed if self._mail_leaves() else shown}

    def _mail_leaves(self) -> bool:
        return mail_leaves()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        name, email, role = filled["name"], filled["mail"], filled["role"]
        added = staff.add(name=name, email=email, role=role, **self.by)
        who = {"who": added.public_name, "mail": added.email}
        text = _("%(who)s is added. Make a log-in link for them now.")
        if filled.get("invite"):
            log_in_mails.invite(added, at=self.reader.now)
            text = _("%(who)s is added. A link is on its way to %(mail)s.")
        return Confirmation(text % who, to=PERSON.url(added.pk))


class PersonAct(DeskAct):
    """An act on a member of staff."""

    who = Who.ADMINS
    before = PERSON.route
    person: Person

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.row.deactivated_at is None

    def find(self, **keys: Any) -> None:
        found = Person.objects.filter(
            pk=keys["key"], role__in=roles_with(Capability.BE_STAFF)
        ).first()
        if found is None:
            raise Http404
        self.person = found

    def only_who_works_here(self) -> None:
        """404 of who has left."""
        if not self.person.is_active:
            raise Http404

    @property
    def back(self) -> str:
        return PERSON.url(self.person.pk)


class OwnAct(PersonAct):
    """An act on somebody for themselves, and for admins."""

    who = Who.PARTIES

    @classmethod
    def may(cls, on: Subject) -> bool:
        own = on.row.pk == on.reader.person.pk
        return super().may(on) and (on.reader.administers or own)

    def find(self, **keys: Any) -> None:
        super().find(**keys)
        if not self.reader.administers and self.person.pk != self.reader.person.pk:
            raise Http404


class ChangePerson(OwnAct):
    """What they are called, what they speak, and where they log in."""

    label = gettext_lazy("Change")
    noun = "change/"
    where = (Where(Spot.PERSON, 10),)
    form = ChangePersonForm
    submit = gettext_lazy("Keep it")
    fields = {"email": "mail"}

    def options(self) -> dict[str, Any]:
        who = self.person
        shown = "" if who.public_name == who.name else who.public_name
        initial = {"name": who.name, "public_name": shown, "mail": who.email, "zone": who.zone}
        return {"initial": initial | {"languages": who.languages}}

    def context(self) -> dict[str, Any]:
        heading = _("Change %(who)s") % {"who": self.person.public_name}
        return {"lead": "", "heading": heading}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        staff.change(
            self.person, name=filled["name"], public_name=filled["public_name"],
            email=filled["mail"], zone=filled["zone"], languages=filled["languages"], **self.by,
        )  # fmt: skip
        return Confirmation(_("Kept."))


class SetPicture(OwnAct):
    """How they look, to customers and colleagues."""

    label = gettext_lazy("Choose a picture")
    noun = "picture/"
    where = (Where(Spot.PICTURE, 10),)
    form = PictureForm
    submit = gettext_lazy("Keep it")

    def context(self) -> dict[str, Any]:
        return {"lead": _("Customers see it on their page, beside who owns it; colleagues too.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        pictures.set_picture(self.person, filled["picture"].read(), **self.by)
        return Confirmation(_("Kept."))


class RemovePicture(OwnAct):
    """They aren't seen any more."""

    label = gettext_lazy("Remove the picture")
    noun = "picture/removal/"
    where = (Where(Spot.PICTURE, 20),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return super().may(on) and on.row.picture_id is not None

    def do(self, filled: dict[str, Any]) -> Confirmation:
        pictures.set_picture(self.person, None, **self.by)
        return Confirmation(_("The picture is gone."))


class ChangeRole(PersonAct):
    """What they may do."""

    label = gettext_lazy("Change the role")
    noun = "role/"
    where = (Where(Spot.PERSON, 20),)
    form = RoleForm
    submit = gettext_lazy("Change")

    def options(self) -> dict[str, Any]:
        return {"roles": roles(), "initial": {"role": self.person.role}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        ownership.change_role(self.person, role=filled["role"], **self.by)
        return Confirmation(_("Changed."))


class SetLimit(PersonAct):
    """How many open problems a shift may route to them."""

    label = gettext_lazy("Load limit")
    who = Who.LEADERS
    noun = "limit/"
    where = (Where(Spot.PERSON, 30),)
    form = LimitForm
    submit = gettext_lazy("Set")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return super().may(on) and can(on.row.role, Capability.OWN)

    def options(self) -> dict[str, Any]:
        row = Place.objects.filter(person=self.person).first()
        return {"initial": {"limit": row.limit if row else DEFAULT_LIMIT}}

    def context(self) -> dict[str, Any]:
        return {"lead": _("New problems go to others on shift when they have so many open.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        coverage.set_limit(roster(), person=self.person, limit=filled["limit"], **self.by)
        return Confirmation(_("Set."))
