"""Having the status page posted to a program: asked for here, proved by its answer to a ping."""

import json
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.doors.shared.private import private
from buckstop.doors.status.pages.mails.view import ASKED, ASKS, choices, ticked
from buckstop.kit import clock
from buckstop.ledger.refused import Refused
from buckstop.people.rules import digest_of
from buckstop.people.settings import NAME
from buckstop.status_page.actions.subscribing import subscribe_program
from buckstop.status_page.address import address, is_secret
from buckstop.status_page.posts import sample
from buckstop.status_page.settings import CUSTOMERS, PUBLIC, STATUS_PAGE

OF_PROGRAM = Limit("status-program", 3, 3600)
OF_HOST = Limit("status-host", 30, 3600)
"""How often one program, and one host, is sent a ping, whoever asks."""


@ASKED
def public(request: HttpRequest) -> HttpResponse:
    """Where the page is for everybody."""
    return _ask(request, PUBLIC)


@ASKED
def theirs(request: HttpRequest, secret: str) -> HttpResponse:
    """For who has the address that customers have."""
    if not is_secret(secret):
        raise Http404
    return _ask(request, CUSTOMERS)


def _ask(request: HttpRequest, kind: str) -> HttpResponse:
    if STATUS_PAGE.value != kind:
        raise Http404
    wrong, typed = "", request.POST.get("address", "").strip()[:2001]
    if request.method == "POST":
        try:
            return _asked(request, typed, kind)
        except Refused as refused:
            wrong = refused.sentence
    return _page(
        request, "ask", status=422 if wrong else 200, address=typed, wrong=wrong,
        services=choices(set(ticked(request))), back=address(kind),
    )  # fmt: skip


def _asked(request: HttpRequest, typed: str, kind: str) -> HttpResponse:
    at, host = clock.now(), (urlsplit(typed).hostname or "") if typed.isascii() else ""
    limits = (
        (ASKS, network(request.META.get("REMOTE_ADDR", ""))),
        (OF_PROGRAM, digest_of(typed)),
        (OF_HOST, host),
    )
    if any(wait(limit, whose, at) for limit, whose in limits):
        said = _("That was asked often just now. Try again in an hour.")
        raise Refused("too-often", said, "address")
    secret = subscribe_program(typed, of=ticked(request), at=at)
    said = json.dumps(sample(at=at), indent=2, ensure_ascii=False)
    return _page(request, "asked", host=host, secret=secret or "", sample=said, back=address(kind))


def _page(request: HttpRequest, what: str, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"house": NAME.value, "what": what, **more}
    answer = render(request, "status/pages/programs/page.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return private(answer)
