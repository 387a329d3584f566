"""A customer's own provider, for who of them administers: set up, tried, switched off."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from buckstop.doors.components.forms.coming_in import CustomerProviderForm
from buckstop.doors.components.shown.own_log_in import domains_of, initial_of, own_log_in
from buckstop.doors.page.portal.by_provider import back
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
from buckstop.doors.shared.trying import tried
from buckstop.identity.actions import customer_providers as verbs
from buckstop.identity.models import CustomerProvider
from buckstop.identity.permissions import may_shut_mail_links
from buckstop.identity.queries import provider_of
from buckstop.identity.terms import CustomerTerms
from buckstop.people.models import Contact

ACTS: dict[str, Callable[..., None]] = {
    "off": verbs.switch_customer_provider_off,
    "on": verbs.switch_customer_provider_on,
    "alone": verbs.shut_mail_links,
    "links": verbs.open_mail_links,
    "end": verbs.end_customer_provider,
}


@inside
def provider(request: HttpRequest, visitor: Visitor, key: UUID) -> HttpResponse:
    """What it is; a POST sets it up, or changes it."""
    mine = administering(visitor, key)
    found = provider_of(mine.customer)
    initial = initial_of(found) if found else {"domains": domains_of(mine.customer)}
    given = request.POST if request.method == "POST" else None
    form = CustomerProviderForm(given, domains=domains_of(mine.customer), initial=initial)
    if given is None:
        return _shown(request, visitor, mine, form)

    if status := wrong_in(request, visitor, form, lambda: _keep(visitor, mine, found, form)):
        return _shown(request, visitor, mine, form, status=status)
    messages.success(request, _("Kept. Try it, to see whether it lets people in."))
    return redirect("portal-provider", key)


@inside
def act(request: HttpRequest, visitor: Visitor, key: UUID, act: str) -> HttpResponse:
    """Try it, switch it off or on, say whether mailed links open the portal too, remove it."""
    found = provider_of(administering(visitor, key).customer)
    if found is None or (act != "trial" and act not in ACTS):
        raise Http404
    if request.method != "POST":
        return redirect("portal-provider", key)

    def do() -> None:
        if act == "trial":  # nothing is kept of it, and nothing waits for the network meanwhile
            messages.info(request, tried(found.registration, back=back()))
        else:
            verb = ACTS[act]
            do_once(request, visitor, lambda: verb(found, by=visitor.actor, at=visitor.at))

    return at_once(
        request,
        do,
        wait=seconds_to_wait(request, visitor),
        say="" if act == "trial" else _("Kept."),
        back=reverse("portal-provider", args=[key]),
    )


def _keep(
    visitor: Visitor, mine: Contact, found: CustomerProvider | None, form: CustomerProviderForm
) -> None:
    terms = CustomerTerms(**form.cleaned_data)
    by: dict[str, Any] = {"by": visitor.actor, "at": visitor.at}
    if found is None:
        verbs.add_customer_provider(mine.customer, terms=terms, **by)
    else:
        verbs.change_customer_provider(found, terms=terms, **by)


def _shown(
    request: HttpRequest,
    visitor: Visitor,
    mine: Contact,
    form: CustomerProviderForm,
    status: int = 200,
) -> HttpResponse:
    own = own_log_in(mine.customer)
    said = {
        "customer": mine.customer,
        "own": own,
        "alone": own and not may_shut_mail_links(own.row, visitor.actor, mine),
        "form": form,
        "has_domains": bool(domains_of(mine.customer)),
        "back_address": back(),
    }
    page = "page/pages/portal_provider/page.html"
    return render(request, page, around(visitor) | said, status=status)
