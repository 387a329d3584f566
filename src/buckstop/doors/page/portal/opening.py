"""Something new in the portal, and what may be the same while they still write."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from buckstop.conversations.actions import hearing
from buckstop.conversations.queries.portal import like
from buckstop.doors.components.forms.portal import NewCaseForm
from buckstop.doors.page.portal.home import state_words
from buckstop.doors.page.portal.inside import Visitor, around, inside, wrong_in
from buckstop.doors.page.portal.knowing import known
from buckstop.doors.page.posting import files_of
from buckstop.kit.text import storable
from buckstop.people.models import Customer
from buckstop.problems.actions.confidential import set_confidential


@inside
def new(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The form, with what is known to be wrong with what they use; and what it opens."""
    choices = [(str(one.customer_id), one.customer.name) for one in visitor.speaks]
    if request.method != "POST":
        return _shown(request, visitor, NewCaseForm(customers=choices))
    form = NewCaseForm(request.POST, request.FILES, customers=choices)
    status = wrong_in(request, visitor, form, lambda: _open(visitor, form))
    return _shown(request, visitor, form, status=status) if status else redirect("portal")


@inside
def similar(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """What of theirs is like what they wrote so far."""
    said = {"similar": _similar(visitor, request.GET.get("text", ""))} | around(visitor)
    return render(request, "page/pages/portal_new/similar.html", said)


def _open(visitor: Visitor, form: NewCaseForm) -> None:
    given = form.cleaned_data
    case = hearing.log(
        text=given["text"],
        contact=visitor.person,
        customer=_customer(visitor, given.get("customer", "")),
        channel="page",
        files=files_of(form),
        by=visitor.actor,
        at=visitor.at,
    )
    if given.get("confidential"):
        set_confidential(case, confidential=True, by=visitor.actor, at=visitor.at)


def _customer(visitor: Visitor, chosen: str) -> Customer | None:
    found = [one.customer for one in visitor.speaks]
    return next((one for one in found if str(one.pk) == chosen), found[0] if found else None)


def _similar(visitor: Visitor, said: str) -> list[dict[str, str]]:
    typed = storable(said)[:1000]
    found = like(visitor.person.pk, typed, visitor.reach) if len(typed.strip()) > 2 else []
    return [
        {
            "title": one.title,
            "url": reverse("portal-case", args=[one.pk]),
            "state": state_words(one),
            "whose": "" if one.contact_id == visitor.person.pk else one.contact.public_name,
        }
        for one in found
    ]


def _shown(
    request: HttpRequest, visitor: Visitor, form: NewCaseForm, status: int = 200
) -> HttpResponse:
    typed = str(form["text"].value() or "")
    said = {"form": form, "known": known(visitor), "similar": _similar(visitor, typed)}
    page = "page/pages/portal_new/page.html"
    return render(request, page, around(visitor) | said, status=status)
