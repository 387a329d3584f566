"""How somebody of a supplier comes in: the link is read, checked and, for a POST, counted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.doors.shared.private import private
from buckstop.kit import clock
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.outbox.settings import sender
from buckstop.people.models import Person
from buckstop.people.settings import NAME
from buckstop.suppliers import links
from buckstop.suppliers.models import Ask
from buckstop.suppliers.queries import ask_for, zone_of

A_LINK = Limit("supplier-link", most=60, seconds=600)
AN_ADDRESS = Limit("supplier-address", most=300, seconds=600)


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody of a supplier looking at what is asked."""

    ask: Ask
    person: Person
    url: str
    at: datetime

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.SUPPLIER, self.person.pk)

    @property
    def is_asked(self) -> bool:
        """Whether it is with them now, and not with somebody to whom it was passed on."""
        return self.ask.commitment.debtor_id == self.person.pk


@dataclass(frozen=True, slots=True)
class Shut:
    """Why a link opens nothing: "expired", "withdrawn", or "" for one that we never made."""

    why: str


type View[**P] = Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]
type Door = Callable[..., HttpResponse]  # the router gives `link` and the rest by name


def enter(link: str, at: datetime) -> Visit | Shut:
    """What the link opens at `at`."""
    said = links.read(link)
    if said is None:
        return Shut("")
    if said.has_expired(at):
        return Shut("expired")
    ask = ask_for(said.ask, said.person)
    person = Person.objects.filter(pk=said.person, deactivated_at=None).first()
    if ask is None or person is None:
        return Shut("withdrawn")
    if ask.links_withdrawn_at is not None and said.made_at <= ask.links_withdrawn_at:
        return Shut("withdrawn")
    return Visit(ask=ask, person=person, url=f"/s/{link}/", at=at)


def looking[**P](view: View[P]) -> Door:
    """A page to look at: GET and HEAD, which change nothing."""

    @require_http_methods(["GET", "HEAD"])
    @wraps(view)
    def door(request: HttpRequest, link: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        found = enter(link, clock.now())
        if isinstance(found, Shut):
            return gone(request, found)
        return private(view(request, found, *args, **kwargs))

    return door


def doing[**P](view: View[P]) -> Door:
    """Something to do: POST only; whoever comes by GET, as a mail scanner does, sees the page.

    The size is checked before the form is read, so the CSRF check comes after it, in here.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def door(request: HttpRequest, link: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        found = enter(link, clock.now())
        if isinstance(found, Shut):
            return gone(request, found)
        if request.method != "POST":
            return private(redirect(found.url))
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.MESSAGE_LIMIT:
            return private(too_large(request, found))

        @csrf_protect
        def checked(request: HttpRequest) -> HttpResponse:
            return view(request, found, *args, **kwargs)

        return private(checked(request))

    return door


def seconds_to_wait(request: HttpRequest, visit: Visit) -> int:
    """Count one more POST of this link and of this address: 0, or how long they must wait."""
    at_link = wait(A_LINK, f"{visit.ask.pk} {visit.person.pk}", visit.at)
    from_here = wait(AN_ADDRESS, network(request.META.get("REMOTE_ADDR", "")), visit.at)
    return max(at_link, from_here)


def context_of(visit: Visit) -> dict[str, object]:
    """What every template of this door needs."""
    zone = ZoneInfo(zone_of(visit.ask.supplier))
    return {"now": visit.at, "zone": zone, "house": NAME.value}


def too_large(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What was sent is over the limit; nothing of it was read."""
    said = {"most": settings.MESSAGE_LIMIT // 1024 // 1024, "back": visit.url}
    page = "supplier/pages/too_large/page.html"
    return render(request, page, context_of(visit) | said, status=413)


def gone(request: HttpRequest, shut: Shut) -> HttpResponse:
    """What a link shows that opens nothing, and why."""
    said = {"house": NAME.value, "why": shut.why, "address": sender()}
    status = 410 if shut.why else 404
    return private(render(request, "supplier/pages/gone/page.html", said, status=status))
