"""Hearing of the status page by mail: asked for, proved, chosen, ended.

A GET changes nothing; the link in each mail opens the choice of whoever got it.
"""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.doors.status.asking import ASKED, ASKS, answered, choices, ticked, where_it_is
from buckstop.kit import clock
from buckstop.kit.addresses import normal
from buckstop.ledger.refused import Refused
from buckstop.status_page.actions import subscribing
from buckstop.status_page.address import address
from buckstop.status_page.links import chosen_by, proved_by
from buckstop.status_page.models import Subscriber

OF_ADDRESS = Limit("status-address", 3, 3600)
"""How often one address may ask."""
_page = partial(answered, template="status/pages/mails/page.html")


def _ask(request: HttpRequest, kind: str) -> HttpResponse:
    wrong, typed = "", request.POST.get("address", "")[:254]
    if request.method == "POST":
        at = clock.now()
        whose = network(request.META.get("REMOTE_ADDR", ""))
        if wait(ASKS, whose, at) or wait(OF_ADDRESS, normal(typed) or typed, at):
            return _page(request, what="asked", address=typed)  # who asks too often learns nothing
        try:
            subscribing.subscribe(typed, of=ticked(request), at=at)
        except Refused as refused:
            wrong = refused.sentence
        else:
            return _page(request, what="asked", address=typed)
    return _page(
        request, what="ask", status=422 if wrong else 200, address=typed, wrong=wrong,
        services=choices(set(ticked(request))), back=address(kind),
    )  # fmt: skip


public, theirs = where_it_is(_ask)


@ASKED
def proof(request: HttpRequest, link: str) -> HttpResponse:
    """The address is theirs, says whoever presses."""
    subscriber = proved_by(link, clock.now())
    if subscriber is None:
        return _page(request, what="gone", status=404)
    if request.method == "POST":
        subscribing.confirm(subscriber, at=clock.now())
        return _page(request, what="proved", address=str(subscriber))
    return _page(request, what="prove", address=str(subscriber))


def _of_subscriber(
    view: Callable[[HttpRequest, Subscriber, str], HttpResponse],
) -> Callable[..., HttpResponse]:
    def door(request: HttpRequest, link: str) -> HttpResponse:
        subscriber = chosen_by(link)
        if subscriber is None:
            return _page(request, what="gone", status=404)
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
        request, what="choice", address=str(subscriber), kept="kept" in request.GET,
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
    return _page(request, what="ended", address=str(subscriber))
