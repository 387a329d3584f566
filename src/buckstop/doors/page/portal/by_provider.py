"""In by the customer's own provider: sent there, and come back."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from buckstop.doors.page.session import begin_by
from buckstop.doors.shared.begun import Kept, keep, taken
from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.doors.shared.private import private
from buckstop.identity.actions.contacts_coming_in import come_in_as_contact
from buckstop.identity.asking import Unusable
from buckstop.identity.models import CustomerProvider
from buckstop.identity.openid.flow import begin, finish
from buckstop.identity.queries import contacts_at, customers_providers, still_in_by
from buckstop.kit import clock
from buckstop.kit.addresses import normal
from buckstop.ledger.refused import Refused
from buckstop.outbox.settings import sender
from buckstop.people.models import Person

BEGUN = "portal-coming-in"
SEVERAL = "portal-who"
MINUTES = 10
"""For how long who shares an address may take to say who they are."""
BEGINS = Limit("portal-by-provider", most=300, seconds=300)
"""Of one network, behind which a whole organisation may sit."""


def back() -> str:
    """Our address to which every customer's provider sends people back."""
    return settings.BASE_URL + reverse("portal-came-back")


@never_cache
@require_safe
def leave_for(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send the browser to a customer's provider. Where one wants to be is the portal, always."""
    provider = customers_providers().filter(pk=key).first()
    if provider is None:
        raise Http404
    if wait(BEGINS, network(request.META.get("REMOTE_ADDR", "")), clock.now()):
        return _refused(request, _("Too many log-ins began from here. Try again in five minutes."))
    try:
        url, begun = begin(provider.registration, back=back())
    except Unusable as wrong:
        return _refused(request, str(wrong), provider)
    keep(request, BEGUN, Kept(key, begun, ""))
    return private(redirect(url))


@never_cache
@require_safe
def came_back(request: HttpRequest) -> HttpResponse:
    """Who comes back from a provider: in, or told why not."""
    kept, at = taken(request, BEGUN, request.GET.get("state", "")), clock.now()
    if kept is None:
        return _refused(request, _("This log-in was begun elsewhere, or a while ago. Try again."))
    provider = customers_providers().filter(pk=kept.provider).first()
    if provider is None:
        return _refused(request, _("Nobody comes in by that provider now."))
    given = request.GET.dict()
    try:
        answered = finish(provider.registration, kept.begun, given, back=back(), at=at)
        people = come_in_as_contact(provider, answered.vouched, at=at)
    except Unusable as wrong:
        return _refused(request, str(wrong), provider)
    except Refused as refusal:
        return _refused(request, refusal.sentence, provider)
    address, called = normal(answered.vouched.email), answered.vouched.name.casefold()
    named = [one for one in people if one.name.casefold() == called]
    if len(people) > 1 and len(named) != 1:
        request.session[SEVERAL] = [provider.pk.hex, address, at.timestamp()]
        return private(redirect("portal-who"))
    begin_by(request, (named or people)[0], provider, address, at)
    return private(redirect("portal"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def who(request: HttpRequest) -> HttpResponse:
    """Who shares an address says who they are, as they do with a mailed link."""
    at = clock.now()
    key, address, since = request.session.get(SEVERAL) or ("", "", 0.0)
    if not key or at.timestamp() - since > MINUTES * 60:
        return private(redirect("portal-log-in"))
    provider = still_in_by(UUID(key), address, since)
    people: list[Person] = contacts_at(provider.customer, address) if provider else []
    if provider is None or not people:
        return private(redirect("portal-log-in"))
    chosen = request.POST.get("person", "")
    person = next((one for one in people if one.pk.hex == chosen), None)
    if person is None:
        said = {"people": people, "url": request.path}
        return private(render(request, "page/pages/portal_in/page.html", said))
    del request.session[SEVERAL]
    begin_by(request, person, provider, address, at)
    return private(redirect("portal"))


def _refused(
    request: HttpRequest, sentence: str, provider: CustomerProvider | None = None
) -> HttpResponse:
    at = {"back": reverse("portal-log-in"), "address": sender()}
    said = {"refused": sentence, "provider": provider} | at
    return private(render(request, "components/not_let_in.html", said, status=403))
