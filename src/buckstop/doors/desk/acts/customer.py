"""Customers: added, changed, merged, erased."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.conversations.actions import erasing
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.customers import (
    CustomerForm,
    MergeForm,
    NewCustomerForm,
    SureForm,
)
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import CUSTOMER, CUSTOMERS, PEOPLE
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting import choosing
from buckstop.ledger.refused import Refused
from buckstop.people.actions import customers
from buckstop.people.models import Contact, Customer, Person
from buckstop.people.queries import contacts_of_only, staff
from buckstop.problems.actions import whose
from buckstop.problems.models import Case
from buckstop.problems.permissions import customers as may


def managers() -> list[tuple[str, str]]:
    """Staff who may have the relationship."""
    return [(str(one.pk), one.public_name) for one in staff()]


def _described(filled: dict[str, Any]) -> dict[str, Any]:
    """What a form says of a customer, as the verbs take it."""
    key = filled["manager"]
    return {
        "name": filled["name"],
        "domains": tuple(filled["domains"].replace(",", " ").replace(";", " ").split()),
        "zone": filled["zone"],
        "tier": filled["tier"],
        "language": filled["language"],
        "manager": Person.objects.get(pk=key) if key else None,
        "note": filled["note"],
    }


class AddCustomer(DeskAct):
    """A customer that we don't know yet."""

    label = gettext_lazy("Add")
    who = Who.DESK
    noun = CUSTOMERS.route
    where = (Where(Spot.CUSTOMERS),)
    form = NewCustomerForm
    heading = gettext_lazy("Add a customer")
    submit = gettext_lazy("Add")

    @property
    def back(self) -> str:
        return PEOPLE.url()

    def options(self) -> dict[str, Any]:
        return {"managers": managers()}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        added = customers.add(**_described(filled), private=filled["private"], **self.by)
        return Confirmation(
            _("%(customer)s is added.") % {"customer": added}, to=CUSTOMER.url(added.pk)
        )


class CustomerAct(DeskAct):
    """An act on one customer."""

    who = Who.DESK
    before = CUSTOMER.route
    customer: Customer

    def find(self, **keys: Any) -> None:
        self.customer = finding.customer(self.reader, keys["key"])

    @property
    def back(self) -> str:
        return CUSTOMER.url(self.customer.pk)

    def about(self) -> dict[str, Any]:
        return super().about() | {"title": self.customer.name}


class ChangeCustomer(CustomerAct):
    """What we know of them."""

    label = gettext_lazy("Change")
    noun = "change/"
    where = (Where(Spot.CUSTOMER, 10),)
    form = CustomerForm
    heading = gettext_lazy("Change the customer")
    submit = gettext_lazy("Keep it")

    def options(self) -> dict[str, Any]:
        theirs = self.customer
        names = sorted(theirs.domains.values_list("name", flat=True))
        initial = {
            "name": theirs.name,
            "domains": ", ".join(names),
            "zone": theirs.zone,
            "tier": theirs.tier,
            "language": theirs.language,
            "manager": str(theirs.manager_id or ""),
            "note": theirs.note.text if theirs.note else "",
        }
        return {"managers": managers(), "initial": initial}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        customers.change(self.customer, **_described(filled), **self.by)
        return Confirmation(_("Kept."))


class MergeCustomer(CustomerAct):
    """Two customers are one. First it is shown which; then its name makes sure."""

    label = gettext_lazy("Merge")
    noun = "merging/"
    where = (Where(Spot.CUSTOMER, 20),)
    form = MergeForm
    template = "desk/sheet_merge.html"
    fields = {"into": "into"}
    typed = ""

    def fill(self, *posted: Any) -> Plain:
        if posted:
            self.typed = str(posted[0].get("into", "")).replace("\x00", "").strip()
        return super().fill(*posted)

    def context(self) -> dict[str, Any]:
        customer = self.customer
        picked = self.request.POST.get("customer", "")
        found = choosing.found(self.typed, but_not=[customer.pk])
        if not picked and len(found) == 1:
            picked = found[0].id
        theirs = Contact.objects.filter(customer=customer, ended_at=None).count()
        cases = Case.objects.filter(customer=customer).count()
        domains = ", ".join(sorted(customer.domains.values_list("name", flat=True)))
        parts = [
            ngettext("%(n)s contact", "%(n)s contacts", theirs) % {"n": theirs},
            ngettext("%(n)s case", "%(n)s cases", cases) % {"n": cases},
            *([domains] if domains else []),
        ]
        return {
            "customer": customer.name,
            "goes": ", ".join(parts),
            "found": found,
            "picked": picked,
            "typed": self.typed,
        }

    def do(self, filled: dict[str, Any]) -> Confirmation:
        key = filled["customer"]
        if not key:
            raise Refused("unclear", _("Choose which one below, then type the name."), "into")
        target = finding.customer(self.reader, UUID(key))
        if filled["sure"].strip().casefold() != self.customer.name.casefold():
            name = {"name": self.customer.name}
            raise Refused("unsure", _("Type “%(name)s” to be sure.") % name, "sure")
        whose.merge(self.customer, into=target, **self.by)
        names = {"customer": self.customer.name, "into": target.name}
        return Confirmation(
            _("%(customer)s is %(into)s now.") % names,
            undo=TakeCustomerApart.url(self.customer.pk),
            to=CUSTOMER.url(target.pk),
        )


class TakeCustomerApart(DeskAct):
    """They are two customers after all: what came along goes back."""

    label = gettext_lazy("Take it back")
    who = Who.DESK
    before = CUSTOMER.route
    noun = "taking-apart/"
    where = (Where(Spot.CUSTOMER_MERGED),)
    customer: Customer

    def find(self, **keys: Any) -> None:
        self.customer = get_object_or_404(Customer, pk=keys["key"])

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_take_apart(on.reader.actor, on.row)

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        return (on.row.customer_id,)

    @property
    def back(self) -> str:
        return CUSTOMER.url(self.customer.pk)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        whose.take_apart(self.customer, **self.by)
        name = {"customer": self.customer.name}
        return Confirmation(_("%(customer)s stands for itself again.") % name)


class EraseCustomer(CustomerAct):
    """A customer with everything of theirs: what would go is shown, and the name is typed."""

    label = gettext_lazy("Erase")
    who = Who.ADMINS
    noun = "erasure/"
    where = (Where(Spot.CUSTOMER, 30),)
    form = SureForm
    template = "desk/sheet_erase.html"

    def options(self) -> dict[str, Any]:
        return {"name": self.customer.name}

    def context(self) -> dict[str, Any]:
        cases = erasing.cases_of_customer(self.customer)
        reach = erasing.reach(contacts_of_only(self.customer), cases)
        return {"name": self.customer.name, "reach": reach, "staff": False}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        erasing.erase_customer(self.customer, **self.by)
        return Confirmation(_("The customer is erased."), to=PEOPLE.url())
