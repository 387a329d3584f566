"""A customer's people, for who of them administers: who comes in, and sees what."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from buckstop.conversations.queries.addresses import addresses_of
from buckstop.doors.components.forms.portal import InviteForm, SeesForm
from buckstop.doors.page.portal.inside import (
    Visitor,
    administering,
    around,
    do_once,
    inside,
    seconds_to_wait,
    wrong_in,
)
from buckstop.doors.page.posting import at_once
from buckstop.people.actions import access
from buckstop.people.models import Access, Contact


@inside
def people(request: HttpRequest, visitor: Visitor, key: UUID) -> HttpResponse:
    """Who they are; a POST invites one more."""
    mine = administering(visitor, key)
    form = InviteForm(request.POST or None, initial={"sees": Access.OWN})
    if request.method != "POST":
        return _shown(request, visitor, mine, form)
    if status := wrong_in(request, visitor, form, lambda: _invite(visitor, mine, form)):
        return _shown(request, visitor, mine, form, status=status)
    messages.success(
        request, _("%(who)s can come in with that address.") % {"who": form.cleaned_data["name"]}
    )
    return redirect("portal-people", key)


@inside
def person(request: HttpRequest, visitor: Visitor, key: UUID, contact: UUID) -> HttpResponse:
    """Say what one of them sees, or that they speak for the customer no more."""
    mine = administering(visitor, key)
    row = Contact.objects.filter(pk=contact, customer=mine.customer_id, ended_at=None).first()
    if row is None:
        raise Http404
    if request.method != "POST":
        return redirect("portal-people", key)

    def do() -> None:
        if request.POST.get("leave") == "yes":
            access.leave_out(row, by=visitor.actor, at=visitor.at)
        else:
            sees = request.POST.get("sees", "")
            access.let_see(row, sees=sees, by=visitor.actor, at=visitor.at)

    return at_once(
        request,
        lambda: do_once(request, visitor, do),
        wait=seconds_to_wait(request, visitor),
        say=_("Kept."),
        back=reverse("portal-people", args=[key]),
    )


def _invite(visitor: Visitor, mine: Contact, form: InviteForm) -> None:
    access.invite(mine.customer, **form.cleaned_data, by=visitor.actor, at=visitor.at)


def _shown(
    request: HttpRequest, visitor: Visitor, mine: Contact, form: InviteForm, status: int = 200
) -> HttpResponse:
    rows = Contact.objects.filter(customer=mine.customer_id, ended_at=None, person__erased_at=None)
    found = list(rows.select_related("person").order_by("person__name", "pk"))
    mails = addresses_of(one.person_id for one in found)
    listed = [
        {
            "key": str(one.pk),
            "name": one.person.public_name,
            "mail": mails.get(one.person_id, ""),
            "mine": one.pk == mine.pk,
            "form": SeesForm(initial={"sees": one.sees}, auto_id=f"{one.pk.hex}_%s"),
        }
        for one in found
    ]
    said = {"customer": mine.customer, "people": listed, "form": form}
    page = "page/pages/portal_people/page.html"
    return render(request, page, around(visitor) | said, status=status)
