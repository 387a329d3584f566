"""In by a link that goes to one's own address, or led to one's own provider; and out again."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from buckstop.conversations.queries.portal import may_come_in
from buckstop.doors.components.forms.portal import AddressForm
from buckstop.doors.page.session import begin, by_link, end, who_is_in
from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.doors.shared.private import private
from buckstop.identity.models import CustomerProvider
from buckstop.identity.queries import closed_to_links, customers_providers, provider_for
from buckstop.kit import clock
from buckstop.kit.addresses import normal
from buckstop.notices.actions.log_in_mails import ask_for_portal, use_portal_link
from buckstop.notices.portal_links import people_at, read
from buckstop.people.models import Person

A_NETWORK = Limit("portal-links-network", most=20, seconds=3600)
AN_ADDRESS = Limit("portal-links", most=5, seconds=3600)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Ask for a link, or read by which provider one comes in. Whether an address is known shows
    neither here nor in how long it takes: of it only its domain is looked at."""
    at = clock.now()
    if request.method != "POST":
        if who_is_in(request, at) is not None:
            return redirect("portal")
        return _asked(request, AddressForm())
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _asked(request, form, status=422)
    address = normal(form.cleaned_data["email"]) or form.cleaned_data["email"].lower()
    provider = provider_for(address)
    if provider is not None and (provider.only or not request.POST.get("link")):
        return offered(request, provider, address)
    return _mailed(request, form, address, at)


def _mailed(request: HttpRequest, form: AddressForm, address: str, at: datetime) -> HttpResponse:
    place = network(request.META.get("REMOTE_ADDR", ""))
    if wait(A_NETWORK, place, at):
        form.add_error(None, _("Many links were asked for from your network. Try in an hour."))
        return _asked(request, form, status=429)
    if not wait(AN_ADDRESS, address, at):
        ask_for_portal(address, at=at)
    said = {
        "heading": _("Look into your mail."),
        "text": _(
            "If we know %(address)s, a link is on its way there. It opens your page once, within"
            " an hour."
        )
        % {"address": address},
        "back": "",
        "again": reverse("portal-log-in"),
    }
    return private(render(request, "page/pages/sent/page.html", said))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def come_in(request: HttpRequest, link: str) -> HttpResponse:
    """The link: GET shows a button, POST uses it up. Who shares the address says who they are."""
    at = clock.now()
    mail = read(link, at)
    if mail is None:
        return _spent(request)
    people = _who_may(mail.address)
    if not people:
        provider = _only_by(mail.address)
        return offered(request, provider, "") if provider else _spent(request)
    if request.method != "POST":
        said = {"people": people, "url": request.path}
        return private(render(request, "page/pages/portal_in/page.html", said))
    chosen = request.POST.get("person", people[0].pk.hex if len(people) == 1 else "")
    person = next((one for one in people if one.pk.hex == chosen), None)
    if person is None:
        return private(redirect(request.path))
    if not use_portal_link(mail.pk, at=at):
        return _spent(request)
    begin(request, person, at)
    return private(redirect("portal"))


@require_POST
def come_out(request: HttpRequest) -> HttpResponse:
    """Log out."""
    end(request)
    return private(redirect("portal-log-in"))


def _who_may(address: str) -> list[Person]:
    return [one for one in people_at(address) if may_come_in(one.pk, by_link(one))]


def _only_by(address: str) -> CustomerProvider | None:
    """The provider by which alone who has that address comes in, wherever the address is."""
    shut = {one for person in people_at(address) for one in closed_to_links(person.pk)}
    return customers_providers().filter(customer__in=shut).first()


def offered(request: HttpRequest, provider: CustomerProvider, address: str) -> HttpResponse:
    """The button that leads to a provider; and a link by mail all the same, where there are any."""
    said = {"provider": provider, "address": "" if provider.only else address}
    return private(render(request, "page/pages/portal_by/page.html", said))


def _asked(request: HttpRequest, form: AddressForm, status: int = 200) -> HttpResponse:
    said = {"form": form, "own": customers_providers().exists()}
    return private(render(request, "page/pages/portal_log_in/page.html", said, status=status))


def _spent(request: HttpRequest) -> HttpResponse:
    form = AddressForm({})
    form.errors.clear()
    form.add_error(None, _("This link was used, or has expired. Ask for another one."))
    return _asked(request, form, status=410)
