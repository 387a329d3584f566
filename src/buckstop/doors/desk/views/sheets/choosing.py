"""For whom a case's contact writes: seen before it is chosen, corrected, taken back."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buckstop.conversations.queries.addresses import addresses_of
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.customers import NEW, PRIVATE, CustomerChoiceForm
from buckstop.doors.desk.guard import desk_only
from buckstop.doors.desk.presenting import choosing
from buckstop.doors.desk.presenting.choosing import Choice
from buckstop.doors.desk.views.sheets.base import Deed, Sheet
from buckstop.doors.desk.views.sheets.cases import OfCase
from buckstop.ledger.refused import Refused
from buckstop.people.actions import customers
from buckstop.people.models import Customer
from buckstop.people.queries import customers_of, here
from buckstop.problems.actions import whose


class ChooseCustomer(OfCase, Sheet):
    """For whom they write. What is typed only shows who fits; one of those is then chosen."""

    template = "desk/sheet_customer.html"
    fields = {"domains": "claim"}
    typed = ""

    def form(self, *given: Any) -> Plain:
        email = addresses_of([self.case.contact_id]).get(self.case.contact_id, "")
        self.domain = choosing.free_domain(email)
        if given:
            self.typed = str(given[0].get("other", "")).replace("\x00", "").strip()
        return CustomerChoiceForm(*given, initial={"name": choosing.name_from(self.domain)})

    def context(self) -> dict[str, Any]:
        theirs = customers_of([self.case.contact]).get(self.case.contact_id, [])
        near = [one for one in theirs if one.pk != self.case.customer_id]
        known = choosing.choices(near)
        found = choosing.found(self.typed, but_not=self._left_out(near))
        picked = self.request.POST.get("customer", "")
        if not picked and len(found) == 1:
            picked = found[0].id
        return {
            "contact": self.contact,
            "now_for": self.case.customer.name if self.case.customer else "",
            "known": known,
            "found": found,
            "typed": self.typed,
            "picked": picked,
            "domain": self.domain,
            "found_url": f"{self.home}cases/{self.case.pk}/customer/found/",
        }

    def _left_out(self, near: list[Customer]) -> list[UUID]:
        keys = [one.pk for one in near]
        return [*keys, self.case.customer_id] if self.case.customer_id else keys

    def post(self) -> HttpResponse:
        """With `look`, or with nobody chosen, only show who fits; otherwise choose."""
        if "look" in self.request.POST:
            return self.show(self.form(self.request.POST), self.request.path)
        return super().post()

    def act(self, said: dict[str, Any]) -> str:
        with transaction.atomic():
            customer = self._chosen(said)
            whose.choose_customer(self.case, customer=customer, **self.by)
            if said["claim"] and self.domain and said["customer"] != NEW:
                customers.claim_domain(customer, domain=self.domain, **self.by)
        self.undo = f"{self.home}cases/{self.case.pk}/customer/return/"
        return _("%(who)s writes for %(customer)s.") % {"who": self.contact, "customer": customer}

    def _chosen(self, said: dict[str, Any]) -> Customer:
        picked = said["customer"]
        if picked == NEW:
            domains = (self.domain,) if said["claim"] and self.domain else ()
            return customers.add(name=said["name"], domains=domains, **self.by)
        if picked == PRIVATE:
            return customers.add(name=self.case.contact.name, private=True, **self.by)
        if picked:
            return _customer(picked)
        raise Refused("unclear", self._unclear(), "other")

    def _unclear(self) -> str:
        found = choosing.found(self.typed)
        if len(found) == 1:
            return _("Is it this one? Choose it below.")
        if found:
            return _("Several fit. Choose one of them below.")
        if self.typed:
            return _("No customer fits. Write three letters of it, or make a new one.")
        return _("Choose one of them.")


def _customer(key: str) -> Customer:
    try:
        found = here().filter(pk=UUID(key)).first()
    except ValueError:
        found = None
    if found is None:
        raise Refused("gone", _("That customer isn’t there any more. Choose again."), "other")
    return found


class ReturnCustomer(OfCase, Deed):
    """The last choice was wrong: it is as before."""

    def act(self, said: dict[str, Any]) -> str:
        case = whose.withdraw_choice(self.case, **self.by)
        if case.customer is None:
            return _("For whom %(who)s writes isn’t said any more.") % {"who": self.contact}
        told = {"who": self.contact, "customer": case.customer}
        return _("%(who)s writes for %(customer)s again.") % told


@desk_only
@require_safe
def fitting(request: HttpRequest, number: int, key: UUID) -> HttpResponse:
    """The customers that fit what was typed, while it is typed."""
    sheet = ChooseCustomer(request, number, key)
    typed = request.GET.get("other", "").replace("\x00", "").strip()[:160]
    left_out = [sheet.case.customer_id] if sheet.case.customer_id else []
    found: list[Choice] = choosing.found(typed, but_not=left_out)
    picked = found[0].id if len(found) == 1 else ""
    context = {"found": found, "typed": typed, "picked": picked}
    return render(request, "desk/_customers_found.html", context)
