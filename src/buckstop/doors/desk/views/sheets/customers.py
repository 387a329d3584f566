"""Sheets about customers and their contacts."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.customers import (
    ContactForm,
    CustomerForm,
    MergeForm,
    NewCustomerForm,
)
from buckstop.doors.desk.guard import desk_only
from buckstop.doors.desk.pages.customer.data import address
from buckstop.doors.desk.presenting import choosing
from buckstop.doors.desk.reader import reader_of
from buckstop.doors.desk.views.sheets.house import HouseSheet
from buckstop.doors.shared.answers import done
from buckstop.ledger.refused import Refused
from buckstop.people.actions import contacts, customers
from buckstop.people.models import Address, Contact, Customer, Person
from buckstop.people.queries import here, staff
from buckstop.problems.actions import whose
from buckstop.problems.models import Case


def managers() -> list[tuple[str, str]]:
    """Staff who may have the relationship."""
    return [(str(one.pk), one.public_name) for one in staff()]


def _said(said: dict[str, Any]) -> dict[str, Any]:
    """What a form says of a customer, as the verbs take it."""
    key = said["manager"]
    return {
        "name": said["name"],
        "domains": tuple(said["domains"].replace(",", " ").replace(";", " ").split()),
        "zone": said["zone"],
        "manager": Person.objects.get(pk=key) if key else None,
        "note": said["note"],
    }


class AddCustomer(HouseSheet):
    """A customer that we don't know yet."""

    heading = "Add a customer"
    button = "Add"
    guard = staticmethod(desk_only)
    back = "/people/"
    moves_on = True
    added: Customer | None = None

    @property
    def to(self) -> str:
        return address(self.added.pk) if self.added else self.back

    def form(self, *given: Any) -> Plain:
        return NewCustomerForm(*given, managers=managers())

    def act(self, said: dict[str, Any]) -> str:
        self.added = customers.add(**_said(said), private=said["private"], **self.by)
        return _("%(customer)s is added.") % {"customer": self.added}


class OfCustomer:
    """Parts of what is done about a customer."""

    customer: Customer

    def find(self: Any, key: UUID | None) -> None:
        assert key is not None
        self.customer = found_here(key)

    @property
    def home(self) -> str:
        return address(self.customer.pk)

    def about(self) -> dict[str, str]:
        return {"ref": "", "title": self.customer.name}


def found_here(key: UUID) -> Customer:
    """The customer, where it is still one of its own; or 404."""
    found = here().select_related("manager", "note").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


class ChangeCustomer(OfCustomer, HouseSheet):
    """What we know of them."""

    heading = "Change the customer"
    button = "Keep it"
    guard = staticmethod(desk_only)

    def form(self, *given: Any) -> Plain:
        theirs = self.customer
        names = sorted(theirs.domains.values_list("name", flat=True))
        initial = {
            "name": theirs.name,
            "domains": ", ".join(names),
            "zone": theirs.zone,
            "manager": str(theirs.manager_id or ""),
            "note": theirs.note.text if theirs.note else "",
        }
        return CustomerForm(*given, managers=managers(), initial=initial)

    def act(self, said: dict[str, Any]) -> str:
        customers.change(self.customer, **_said(said), **self.by)
        return _("Kept.")


class AddContact(OfCustomer, HouseSheet):
    """One of their people."""

    heading = "Add a contact"
    button = "Add"
    guard = staticmethod(desk_only)

    def form(self, *given: Any) -> Plain:
        return ContactForm(*given)

    def act(self, said: dict[str, Any]) -> str:
        contact = contacts.add(self.customer, **said, **self.by)
        return _("%(who)s speaks for them.") % {"who": contact.person.public_name}


class ChangeContact(HouseSheet):
    """What one of their people is called, and where they are reached."""

    heading = "Change the contact"
    button = "Keep it"
    guard = staticmethod(desk_only)
    contact: Contact

    def find(self, key: UUID | None) -> None:
        assert key is not None
        self.contact = _contact(key)

    @property
    def home(self) -> str:
        return address(self.contact.customer_id)

    def context(self) -> dict[str, Any]:
        others = Contact.objects.filter(person=self.contact.person_id, ended_at=None)
        names = [row.customer.name for row in others.exclude(pk=self.contact.pk)]
        if not names:
            return {"lead": ""}
        told = {"others": ", ".join(names)}
        return {"lead": _("They act for %(others)s too: it changes there as well.") % told}

    def form(self, *given: Any) -> Plain:
        rows = Address.objects.filter(person=self.contact.person_id, ended_at=None)
        reached = list(rows.order_by("rank", "added_at", "pk"))
        initial = {
            "name": self.contact.person.name,
            "email": "\n".join(row.email for row in reached if row.email),
            "phone": "\n".join(row.phone for row in reached if row.phone),
        }
        return ContactForm(*given, initial=initial)

    def act(self, said: dict[str, Any]) -> str:
        contacts.change(self.contact, **said, **self.by)
        return _("Kept.")


def _contact(key: UUID) -> Contact:
    rows = Contact.objects.select_related("person", "customer")
    found = rows.filter(pk=key, customer__merged_into=None, customer__erased_at=None).first()
    if found is None:
        raise Http404
    return found


@require_POST
def ending(request: HttpRequest, key: UUID) -> HttpResponse:
    """They speak for the customer no more; it can be taken back at once or later."""
    reader, contact = reader_of(request), _contact(key)
    contacts.end(contact, by=reader.actor, at=reader.now)
    told = {"who": contact.person.public_name, "customer": contact.customer}
    return done(
        request,
        _("%(who)s speaks for %(customer)s no more.") % told,
        to=address(contact.customer_id),
        undo=f"/contacts/{key}/return/",
    )


@require_POST
def returning(request: HttpRequest, key: UUID) -> HttpResponse:
    """They speak for the customer after all."""
    reader, contact = reader_of(request), _contact(key)
    contacts.resume(contact, by=reader.actor, at=reader.now)
    told = {"who": contact.person.public_name, "customer": contact.customer}
    say = _("%(who)s speaks for %(customer)s again.") % told
    return done(request, say, to=address(contact.customer_id))


class MergeCustomer(OfCustomer, HouseSheet):
    """Two customers are one. First it is shown which; then its name makes sure."""

    template = "desk/sheet_merge.html"
    guard = staticmethod(desk_only)
    fields = {"into": "into"}
    moves_on = True
    typed = ""
    target: Customer | None = None

    @property
    def to(self) -> str:
        return address(self.target.pk) if self.target else self.home

    def form(self, *given: Any) -> Plain:
        if given:
            self.typed = str(given[0].get("into", "")).replace("\x00", "").strip()
        return MergeForm(*given)

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

    def act(self, said: dict[str, Any]) -> str:
        key = said["customer"]
        if not key:
            raise Refused("unclear", _("Choose which one below, then type the name."), "into")
        self.target = found_here(UUID(key))
        if said["sure"].strip().casefold() != self.customer.name.casefold():
            told = {"name": self.customer.name}
            raise Refused("unsure", _("Type “%(name)s” to be sure.") % told, "sure")
        whose.merge(self.customer, into=self.target, **self.by)
        told = {"customer": self.customer.name, "into": self.target.name}
        return _("%(customer)s is %(into)s now.") % told
