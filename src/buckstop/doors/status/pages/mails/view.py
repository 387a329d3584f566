"""Hearing of the status page by mail: asked for, proved, chosen, ended.

A GET changes nothing; the link in each mail opens the choice of whoever got it.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.doors.shared.private import private
from buckstop.kit import clock
from buckstop.kit.addresses import normal
from buckstop.kit.ids import key_of
from buckstop.ledger.refused import Refused
from buckstop.people.settings import NAME
from buckstop.services.models import Service
from buckstop.status_page.actions import subscribing
from buckstop.status_page.address import address, is_secret
from buckstop.status_page.links import chosen_by, proved_by
from buckstop.status_page.models import Subscriber
from buckstop.status_page.queries import components
from buckstop.status_page.settings import CUSTOMERS, PUBLIC, STATUS_PAGE

ASKS = Limit("status-asks", 10, 3600)
"""How often one network may ask, whatever for; and how often for one address."""
OF_ADDRESS = Limit("status-address", 3, 3600)
ASKED = require_http_methods(["GET", "HEAD", "POST"])


@ASKED
def public(request: HttpRequest) -> HttpResponse:
    """Ask to be told, where the page is for everybody."""
    return _ask(request, PUBLIC)


@ASKED
def theirs(request: HttpRequest, secret: str) -> HttpResponse:
    """The same for who has the address that customers have."""
    if not is_secret(secret):
        raise Http404
    return _ask(request, CUSTOMERS)


def _ask(request: HttpRequest, kind: str) -> HttpResponse:
    if STATUS_PAGE.value != kind:
        raise Http404
    wrong, typed = "", request.POST.get("address", "")[:254]
    if request.method == "POST":
        at = clock.now()
        whose = network(request.META.get("REMOTE_ADDR", ""))
        if wait(ASKS, whose, at) or wait(OF_ADDRESS, normal(typed) or typed, at):
            return _page(request, "asked", address=typed)  # who asks too often learns nothing
        try:
            subscribing.subscribe(typed, of=ticked(request), at=at)
        except Refused as refused:
            wrong = refused.sentence
        else:
            return _page(request, "asked", address=typed)
    return _page(
        request, "ask", status=422 if wrong else 200, address=typed, wrong=wrong,
        services=choices(set(ticked(request))), back=address(kind),
    )  # fmt: skip


@ASKED
def proof(request: HttpRequest, link: str) -> HttpResponse:
    """The address is theirs, says whoever presses."""
    subscriber = proved_by(link, clock.now())
    if subscriber is None:
        return _page(request, "gone", status=404)
    if request.method == "POST":
        subscribing.confirm(subscriber, at=clock.now())
        return _page(request, "proved", address=str(subscriber))
    return _page(request, "prove", address=str(subscriber))


def _of_subscriber(
    view: Callable[[HttpRequest, Subscriber, str], HttpResponse],
) -> Callable[..., HttpResponse]:
    def door(request: HttpRequest, link: str) -> HttpResponse:
        subscriber = chosen_by(link)
        if subscriber is None:
            return _page(request, "gone", status=404)
        return view(request, subscriber, link)

    return door


@ASKED
@_of_subscriber
def choice(request: HttpRequest, subscriber: Subscriber, link: str) -> HttpResponse:
    """What they hear of."""
    if request.method == "POST":
        subscribing.choose(subscriber, of=ticked(request))
        return redirect(f"{reverse('status-choice', args=[link])}?kept=1")
    return _page(
        request, "choice", address=str(subscriber), kept="kept" in request.GET,
        services=choices(set(subscriber.services)),
    )  # fmt: skip


@csrf_exempt
@ASKED
@_of_subscriber
def end(request: HttpRequest, subscriber: Subscriber, link: str) -> HttpResponse:
    """One click of a mail program ends it (RFC 8058); a person who follows the link chooses."""
    if request.method != "POST":
        return redirect("status-choice", link=link)
    subscribing.unsubscribe(subscriber, at=clock.now())
    return _page(request, "ended", address=str(subscriber))


def choices(among: set[UUID]) -> list[tuple[Service, bool]]:
    """What one may hear of, and whether it is among these."""
    return [(one, one.pk in among) for one in components()]


def ticked(request: HttpRequest) -> list[UUID]:
    """The services that somebody ticked."""
    said = request.POST.getlist("service")[:500]
    return [key for one in said if (key := key_of(one))]


def _page(request: HttpRequest, what: str, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"house": NAME.value, "what": what, **more}
    answer = render(request, "status/pages/mails/page.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return private(answer)
