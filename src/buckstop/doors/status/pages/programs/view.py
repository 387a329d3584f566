"""Having the status page posted to a program: asked for here, proved by its answer to a ping."""

import json
from functools import partial
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.doors.status.asking import ASKS, answered, choices, ticked, where_it_is
from buckstop.kit import clock
from buckstop.ledger.refused import Refused
from buckstop.people.rules import digest_of
from buckstop.status_page.actions.subscribing import subscribe_program
from buckstop.status_page.address import address
from buckstop.status_page.posts import sample

OF_PROGRAM = Limit("status-program", 3, 3600)
OF_HOST = Limit("status-host", 30, 3600)
"""How often one program, and one host, is sent a ping, whoever asks."""


_page = partial(answered, template="status/pages/programs/page.html")


def _ask(request: HttpRequest, kind: str) -> HttpResponse:
    wrong, typed = "", request.POST.get("address", "").strip()[:2001]
    if request.method == "POST":
        try:
            return _asked(request, typed, kind)
        except Refused as refused:
            wrong = refused.sentence
    return _page(
        request, what="ask", status=422 if wrong else 200, address=typed, wrong=wrong,
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
    return _page(
        request, what="asked", host=host, secret=secret or "", sample=said, back=address(kind)
    )


public, theirs = where_it_is(_ask)
