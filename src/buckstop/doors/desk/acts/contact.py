"""A customer's people: added, changed, ended, there again."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.customers import ContactForm
from buckstop.doors.components.forms.portal import SeesForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.customer import CustomerAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import CONTACT, CUSTOMER
from buckstop.doors.desk.guard import Who
from buckstop.people.actions import access, contacts
from buckstop.people.models import Address, Contact


class AddContact(CustomerAct):
    """One of their people."""

    label = gettext_lazy("Add")
    noun = "contacts/"
    where = (Where(Spot.CONTACTS),)
    form = ContactForm
    heading = gettext_lazy("Add a contact")
    submit = gettext_lazy("Add")

    def do(self, filled: dict[str, Any]) -> Confirmation:
        contact = contacts.add(self.customer, **filled, **self.by)
        speaks = _("%(who)s speaks for them.") % {"who": contact.person.public_name}
        return Confirmation(speaks)


class _OfContact(DeskAct):
    """An act on one contact."""

    who = Who.DESK
    before = CONTACT.route
    contact: Contact

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.row.ended_at is None

    def find(self, **keys: Any) -> None:
        rows = Contact.objects.select_related("person", "customer")
        standing = rows.filter(customer__merged_into=None, customer__erased_at=None)
        found = standing.filter(pk=keys["key"]).first()
        if found is None:
            raise Http404
        self.contact = found

    @property
    def back(self) -> str:
        return CUSTOMER.url(self.contact.customer_id)

    @property
    def named(self) -> dict[str, Any]:
        """Who speaks for whom, for a sentence."""
        return {"who": self.contact.person.public_name, "customer": self.contact.customer}


class ChangeContact(_OfContact):
    """What one of their people is called, and where they are reached."""

    label = gettext_lazy("Change")
    noun = ""
    where = (Where(Spot.CONTACT, 10),)
    form = ContactForm
    heading = gettext_lazy("Change the contact")
    submit = gettext_lazy("Keep it")

    def context(self) -> dict[str, Any]:
        others = Contact.objects.filter(person=self.contact.person_id, ended_at=None)
        names = [row.customer.name for row in others.exclude(pk=self.contact.pk)]
        if not names:
            return {"lead": ""}
        also = {"others": ", ".join(names)}
        return {"lead": _("They act for %(others)s too: it changes there as well.") % also}

    def options(self) -> dict[str, Any]:
        rows = Address.objects.filter(person=self.contact.person_id, ended_at=None)
        reached = list(rows.order_by("rank", "added_at", "pk"))
        initial = {
            "name": self.contact.person.name,
            "email": "\n".join(row.email for row in reached if row.email),
            "phone": "\n".join(row.phone for row in reached if row.phone),
        }
        return {"initial": initial}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        contacts.change(self.contact, **filled, **self.by)
        return Confirmation(_("Kept."))


class LetSee(_OfContact):
    """Which of the customer's cases one of their people sees in the portal."""

    label = gettext_lazy("Sees in the portal")
    noun = "access/"
    where = (Where(Spot.CONTACT, 15),)
    form = SeesForm
    heading = gettext_lazy("What they see in the portal")
    submit = gettext_lazy("Keep it")

    def context(self) -> dict[str, Any]:
        said = _("Whoever sees all, and administers, lets others of theirs in and out.")
        return {"lead": said}

    def options(self) -> dict[str, Any]:
        return {"initial": {"sees": self.contact.sees}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        access.let_see(self.contact, sees=filled["sees"], **self.by)
        return Confirmation(_("Kept."))


class EndContact(_OfContact):
    """They speak for the customer no more; it can be taken back at once or later."""

    label = gettext_lazy("Speaks for them no more")
    noun = "end/"
    where = (Where(Spot.CONTACT, 20),)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        contacts.end(self.contact, **self.by)
        ended = _("%(who)s speaks for %(customer)s no more.") % self.named
        return Confirmation(ended, undo=ResumeContact.url(self.contact.pk))


class ResumeContact(_OfContact):
    """They speak for the customer after all."""

    label = gettext_lazy("Speaks for them again")
    noun = "return/"
    where = (Where(Spot.CONTACT, 10),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.row.ended_at is not None

    def do(self, filled: dict[str, Any]) -> Confirmation:
        contacts.resume(self.contact, **self.by)
        return Confirmation(_("%(who)s speaks for %(customer)s again.") % self.named)
