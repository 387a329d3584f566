"""What the forms have in common by which somebody asks to hear of the status page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from buckstop.doors.shared.limits import Limit
from buckstop.doors.shared.private import private
from buckstop.kit.ids import key_of
from buckstop.people.settings import NAME
from buckstop.services.models import Service
from buckstop.status_page.address import is_secret
from buckstop.status_page.queries import components
from buckstop.status_page.settings import CUSTOMERS, PUBLIC, STATUS_PAGE

ASKS = Limit("status-asks", 10, 3600)
"""How often one network may ask, whatever for."""
ASKED = require_http_methods(["GET", "HEAD", "POST"])

type View = Callable[..., HttpResponse]


def where_it_is(ask: Callable[[HttpRequest, str], HttpResponse]) -> tuple[View, View]:
    """The view where the page is for everybody, and for who has the address of customers."""

    def of(kind: str, request: HttpRequest) -> HttpResponse:
        if STATUS_PAGE.value != kind:
            raise Http404
        return ask(request, kind)

    def public(request: HttpRequest) -> HttpResponse:
        return of(PUBLIC, request)

    def theirs(request: HttpRequest, secret: str) -> HttpResponse:
        if not is_secret(secret):
            raise Http404
        return of(CUSTOMERS, request)

    return ASKED(public), ASKED(theirs)


def choices(among: set[UUID]) -> list[tuple[Service, bool]]:
    """What one may hear of, and whether it is among these."""
    return [(one, one.pk in among) for one in components()]


def ticked(request: HttpRequest) -> list[UUID]:
    """The services that somebody ticked."""
    said = request.POST.getlist("service")[:500]
    return [key for one in said if (key := key_of(one))]


def answered(
    request: HttpRequest, template: str, what: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    """A page that says `what`; nobody keeps it."""
    context = {"house": NAME.value, "what": what, **more}
    answer = render(request, template, context, status=status)
    answer["Cache-Control"] = "no-store"
    return private(answer)
