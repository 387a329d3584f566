"""Suppliers: added, changed, ended; who is of them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.suppliers import SupplierForm, SupplierPersonForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Where
from buckstop.doors.desk.addresses import SUPPLIER, SUPPLIERS
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting.choosing import services_to_choose
from buckstop.suppliers.actions import people, suppliers
from buckstop.suppliers.actions.people import Reached
from buckstop.suppliers.models import Supplier, SupplierPerson
from buckstop.suppliers.queries import addresses
from buckstop.suppliers.rules.checks import Post, Terms

PROMISED = ("answers_stopped", "answers_slowed", "answers_unhindered")


def _minutes(hours: Decimal | None) -> int:
    return int(hours * 60) if hours else 0


def _hours(minutes: int | None) -> str:
    return f"{minutes / 60:g}" if minutes else ""


def _terms(filled: dict[str, Any]) -> Terms:
    """What was filled in."""
    return Terms(
        name=filled["name"],
        supplies=filled["supplies"],
        zone=filled["zone"],
        opens=filled["opens"],
        closes=filled["closes"],
        weekdays="".join(filled["weekdays"]),
        services=tuple(UUID(key) for key in filled.get("services", ())),
        **{name: _minutes(filled[name]) for name in PROMISED},
    )


class AddSupplier(DeskAct):
    """One more organisation that we ask for help."""

    label = gettext_lazy("Add a supplier")
    who = Who.DESK
    in_bar = "suppliers"
    noun = f"{SUPPLIERS.route}additions/"
    where = (Where(Spot.SUPPLIERS),)
    form = SupplierForm
    submit = gettext_lazy("Add it")

    @property
    def back(self) -> str:
        return SUPPLIERS.url()

    def options(self) -> dict[str, Any]:
        return {"services": services_to_choose()}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        supplier = suppliers.add_supplier(terms=_terms(filled), **self.by)
        said = _("%(supplier)s is added. Add whom you ask there.") % {"supplier": supplier.name}
        return Confirmation(said, to=SUPPLIER.url(supplier.pk))


class _OfSupplier(DeskAct):
    """An act on one supplier."""

    who = Who.DESK
    in_bar = "suppliers"
    before = SUPPLIER.route
    supplier: Supplier

    def find(self, **keys: Any) -> None:
        self.supplier = get_object_or_404(Supplier, pk=keys["key"], ended_at=None)

    @property
    def back(self) -> str:
        return SUPPLIER.url(self.supplier.pk)


class ChangeSupplier(_OfSupplier):
    """Who it is, when it is there, what it promises."""

    label = gettext_lazy("Change")
    noun = "change/"
    where = (Where(Spot.SUPPLIER, 10),)
    form = SupplierForm
    submit = gettext_lazy("Keep it")

    def options(self) -> dict[str, Any]:
        row = self.supplier
        same = {name: getattr(row, name) for name in ("name", "supplies", "zone", "opens")}
        promised = {name: _hours(getattr(row, name)) for name in PROMISED}
        days = list(row.weekdays)
        there = {"closes": row.closes, "weekdays": days}
        there |= {"services": [str(key) for key in row.services]}
        return {"initial": {**same, **promised, **there}, "services": services_to_choose()}

    def context(self) -> dict[str, Any]:
        return {"lead": "", "heading": _("Change %(name)s") % {"name": self.supplier.name}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        suppliers.change_supplier(self.supplier, terms=_terms(filled), **self.by)
        return Confirmation(_("Kept."))


class Nothing(Plain):
    """There is only yes to say."""


class EndSupplier(_OfSupplier):
    """Nothing more is asked of it."""

    label = gettext_lazy("End")
    who = Who.LEADERS
    noun = "end/"
    where = (Where(Spot.SUPPLIER, 20),)
    form = Nothing
    submit = gettext_lazy("End it")

    def context(self) -> dict[str, Any]:
        heading = _("End %(name)s") % {"name": self.supplier.name}
        return {"heading": heading, "lead": _("Nothing more is asked of it. Its past stays.")}

    @property
    def after(self) -> str:
        return SUPPLIERS.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        suppliers.end_supplier(self.supplier, **self.by)
        return Confirmation(_("%(name)s has ended.") % {"name": self.supplier.name})


def _who(filled: dict[str, Any]) -> dict[str, Any]:
    """Who was filled in, as the verbs take them."""
    after = filled["turn_to_after"]
    post = Post(
        post=filled["post"],
        turn_to_after=None if after is None else _minutes(after),
        always=filled["always"],
    )
    who = Reached(name=filled["name"], email=filled["email"], phone=filled["phone"])
    return {"who": who, "post": post}


class AddSupplierPerson(_OfSupplier):
    """Whom we ask there, or turn to where nobody answers."""

    label = gettext_lazy("Add")
    heading = gettext_lazy("Add somebody of theirs")
    noun = "people/"
    where = (Where(Spot.SUPPLIER_PEOPLE),)
    form = SupplierPersonForm
    submit = gettext_lazy("Add them")

    def context(self) -> dict[str, Any]:
        return {"lead": _("They need no log-in: each mail of ours has a link of their own.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        row = people.add_person(self.supplier, **_who(filled), **self.by)
        return Confirmation(_("%(name)s is added.") % {"name": row.person.public_name})


class _OfPerson(DeskAct):
    """An act on somebody of a supplier."""

    who = Who.DESK
    in_bar = "suppliers"
    before = SUPPLIERS.route
    under = "people/<uuid:key>/"
    row: SupplierPerson

    def find(self, **keys: Any) -> None:
        now = SupplierPerson.objects.filter(until=None, supplier__ended_at=None)
        self.row = get_object_or_404(now.select_related("supplier", "person"), pk=keys["key"])

    @property
    def back(self) -> str:
        return SUPPLIER.url(self.row.supplier_id)


class ChangeSupplierPerson(_OfPerson):
    """Their name, where they are reached, where on the ladder they stand."""

    label = gettext_lazy("Change")
    noun = "change/"
    where = (Where(Spot.SUPPLIER_PERSON, 10),)
    form = SupplierPersonForm
    submit = gettext_lazy("Keep it")

    def options(self) -> dict[str, Any]:
        row, reached = self.row, addresses(self.row.person)
        after = row.turn_to_after
        initial = {
            "name": row.person.name,
            "post": row.post,
            "email": "\n".join(one.email for one in reached if one.email),
            "phone": "\n".join(one.phone for one in reached if one.phone),
            "turn_to_after": "0" if after == 0 else _hours(after),
            "always": row.always,
        }
        return {"initial": initial}

    def context(self) -> dict[str, Any]:
        return {"lead": "", "heading": _("Change %(name)s") % {"name": self.row.person.name}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        people.change_person(self.row, **_who(filled), **self.by)
        return Confirmation(_("Kept."))


class RemoveSupplierPerson(_OfPerson):
    """They are of it no more."""

    label = gettext_lazy("Remove")
    noun = "removal/"
    where = (Where(Spot.SUPPLIER_PERSON, 20),)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        people.remove_person(self.row, **self.by)
        return Confirmation(_("%(name)s is of them no more.") % {"name": self.row.person.name})
