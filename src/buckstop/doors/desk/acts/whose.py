"""For whom a case's contact writes: looked at before it is chosen, corrected, taken back."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from buckstop.conversations.queries.addresses import addresses_of
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.customers import NEW, PRIVATE, CustomerChoiceForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_case import CaseAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import Address
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.presenting import choosing
from buckstop.doors.desk.presenting.choosing import Choice
from buckstop.kit.ids import key_of
from buckstop.ledger.refused import Refused
from buckstop.people.actions import customers
from buckstop.people.models import Customer
from buckstop.people.queries import customers_of, here
from buckstop.problems.actions import whose
from buckstop.problems.models.case import CaseState
from buckstop.problems.permissions.customers import may_choose_customer


class ChooseCustomer(CaseAct):
    """For whom they write. What is typed only shows who fits; one of those is then chosen."""

    label = gettext_lazy("Choose the customer")
    noun = "customer/"
    where = (Where(Spot.CASE, 40),)
    form = CustomerChoiceForm
    template = "desk/sheet_customer.html"
    fields = {"domains": "claim"}
    typed = ""

    @classmethod
    def may(cls, on: Subject) -> bool:
        set_aside = cls.case_of(on).state == CaseState.VOID
        return not set_aside and not may_choose_customer(on.reader.actor)

    @classmethod
    def words(cls, on: Subject, where: Where) -> str:
        if cls.case_of(on).customer_id:
            return _("Choose another customer")
        return super().words(on, where)

    @classmethod
    def routes(cls) -> list[URLPattern]:
        """With the address that shows who fits while it is typed."""
        return [*super().routes(), route(FITTING.route, fitting, "customers-fitting", Who.DESK)]

    def fill(self, *posted: Any) -> Plain:
        email = addresses_of([self.case.contact_id]).get(self.case.contact_id, "")
        self.domain = choosing.free_domain(email)
        if posted:
            self.typed = str(posted[0].get("other", "")).replace("\x00", "").strip()
        return CustomerChoiceForm(*posted, initial={"name": choosing.name_from(self.domain)})

    def context(self) -> dict[str, Any]:
        theirs = customers_of([self.case.contact]).get(self.case.contact_id, [])
        near = [one for one in theirs if one.pk != self.case.customer_id]
        found = choosing.found(self.typed, but_not=self._left_out(near))
        picked = self.request.POST.get("customer", "")
        if not picked and len(found) == 1:
            picked = found[0].id
        return {
            "contact": self.contact,
            "now_for": self.case.customer.name if self.case.customer else "",
            "known": choosing.choices(near),
            "found": found,
            "typed": self.typed,
            "picked": picked,
            "domain": self.domain,
            "found_url": FITTING.url(self.problem.number, self.case.pk),
        }

    def _left_out(self, near: list[Customer]) -> list[UUID]:
        keys = [one.pk for one in near]
        return [*keys, self.case.customer_id] if self.case.customer_id else keys

    def post(self) -> HttpResponse:
        """With `look`, or with nobody chosen, only show who fits; otherwise choose."""
        if "look" in self.request.POST:
            return self.show(self.fill(self.request.POST))
        return super().post()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        with transaction.atomic():
            customer = self._chosen(filled)
            whose.choose_customer(self.case, customer=customer, **self.by)
            if filled["claim"] and self.domain and filled["customer"] != NEW:
                customers.claim_domain(customer, domain=self.domain, **self.by)
        chosen = _("%(who)s writes for %(customer)s.")
        return Confirmation(
            chosen % {"who": self.contact, "customer": customer},
            undo=ReturnCustomer.url(self.problem.number, self.case.pk),
        )

    def _chosen(self, filled: dict[str, Any]) -> Customer:
        picked = filled["customer"]
        if picked == NEW:
            domains = (self.domain,) if filled["claim"] and self.domain else ()
            return customers.add(name=filled["name"], domains=domains, **self.by)
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


FITTING = Address(f"{ChooseCustomer.address.route}found/")


def _customer(key: str) -> Customer:
    known = key_of(key)
    found = here().filter(pk=known).first() if known else None
    if found is None:
        raise Refused("gone", _("That customer isn’t there any more. Choose again."), "other")
    return found


@require_safe
def fitting(request: HttpRequest, number: int, key: UUID) -> HttpResponse:
    """The customers that fit what was typed, while it is typed."""
    act = ChooseCustomer.of(request, number=number, key=key)
    typed = request.GET.get("other", "").replace("\x00", "").strip()[:160]
    left_out = [act.case.customer_id] if act.case.customer_id else []
    found: list[Choice] = choosing.found(typed, but_not=left_out)
    picked = found[0].id if len(found) == 1 else ""
    context = {"found": found, "typed": typed, "picked": picked}
    return render(request, "desk/_customers_found.html", context)


class ReturnCustomer(CaseAct):
    """The last choice was wrong: it is as before."""

    noun = "customer/return/"

    def do(self, filled: dict[str, Any]) -> Confirmation:
        case = whose.withdraw_choice(self.case, **self.by)
        who = {"who": self.contact, "customer": case.customer}
        if case.customer is None:
            return Confirmation(_("Undone. No customer is chosen for %(who)s now.") % who)
        return Confirmation(_("%(who)s writes for %(customer)s again.") % who)
