"""Single log-out by SAML: who logs out here is led to the provider, and who logged out there is
out here: `docs/decisions/0137`.

A provider's answer is brought by a POST from another site too, with which no cookie of ours comes;
so it is kept, and told where the browser comes by itself, as after a log-in.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from buckstop.doors.desk.coming_in import LEFT, Left, called, log_out_at
from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.doors.shared.private import private
from buckstop.identity.actions.going import log_out_from
from buckstop.identity.actions.signing import signing_key
from buckstop.identity.asking import Unusable
from buckstop.identity.models import Protocol, Provider
from buckstop.identity.queries import open_providers
from buckstop.identity.rules import is_meant
from buckstop.identity.saml.log_out import TRAVELS, Asked, Told, answer, ask, read
from buckstop.identity.saml.messages import Given, Sent
from buckstop.identity.saml.metadata import described
from buckstop.identity.statements import fetch, take, waiting
from buckstop.kit import clock
from buckstop.ledger.refused import Refused
from buckstop.people import log_ins

ASKED = "asked-to-log-out"
GOES = Limit("log-out-by-provider", most=120, seconds=300)


@dataclass(frozen=True, slots=True)
class CameBy:
    """The provider of SAML by which somebody came, and what their session says of it."""

    provider: Provider
    by: dict[str, Any]


def came_by(request: HttpRequest) -> CameBy | None:
    """By which provider of SAML whoever logs out here came."""
    by = request.session.get(log_ins.BY)
    if not isinstance(by, dict):
        return None
    saml = open_providers().filter(protocol=Protocol.SAML)
    provider = saml.filter(pk=str(by["provider"])).first()
    return CameBy(provider, by) if provider else None


def lead_on(request: HttpRequest, came: CameBy) -> HttpResponse | None:
    """Who is logged out here, to the provider; None where that can't be, which the log-in page
    says then."""
    provider, at = came.provider, clock.now()
    request.session[LEFT] = Left(name=provider.name, url="")
    try:
        there = described(provider.metadata, at=at)
        if not there.log_out:
            return None
        away, name = ask(there, came.by, us=called(), key=signing_key(at=at), at=at)
    except Unusable:
        return None
    request.session[ASKED] = [str(provider.pk), name]
    return _going(request, away, provider, is_out=True)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def told(request: HttpRequest) -> HttpResponse:
    """A provider asks for a log-out, or answers to ours."""
    if wait(GOES, network(request.META.get("REMOTE_ADDR", "")), clock.now()):
        return _not_done(request, _("Too many log-outs came from here. Try again in five minutes."))
    posted = request.method == "POST"
    fields = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    given = Given(request.META.get("QUERY_STRING", ""), fields, posted)
    try:
        said = read(given, here=log_out_at(), at=clock.now())
        return _done(request, said) if isinstance(said, Asked) else _kept(said)
    except Unusable as wrong:
        return _not_done(request, str(wrong))
    except Refused as used:
        return _not_done(request, used.sentence)


def _not_done(request: HttpRequest, sentence: str) -> HttpResponse:
    heading = _("This message about a log-out wasn’t accepted")
    said = {"refused": sentence, "heading": heading, "back": reverse("account_login")}
    return render(request, "components/not_let_in.html", said, status=403)


def _done(request: HttpRequest, asked: Asked) -> HttpResponse:
    """End what a provider ends, and tell it so."""
    at = clock.now()
    meant = partial(is_meant, names=asked.who, sessions=asked.sessions)
    log_out_from(asked.provider, f"log-out {asked.name}", meant, until=asked.until, at=at)
    back = answer(asked, us=called(), key=signing_key(at=at), at=at)
    return _going(request, back, asked.provider, is_out=False)


def _kept(told: Told) -> HttpResponse:
    at = clock.now()
    said = [told.to, told.is_out, told.is_proved]
    name, until = f"logged out {told.to}", at + TRAVELS
    return redirect("saml-left", take(told.provider, name, until=until, at=at, said=said).pk)


@never_cache
@require_safe
def left(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a provider answered, for the browser in which somebody logged out."""
    found = waiting(key, at=clock.now())
    asked = request.session.get(ASKED)
    if not found or asked != [str(found[0].provider_id), found[1][0]] or not fetch(found[0]):
        return _not_done(request, _("This log-out was begun elsewhere, or a while ago."))
    del request.session[ASKED]
    _to, is_out, is_proved = found[1]
    request.session[LEFT] = Left(
        name=found[0].provider.name, url="", answered=is_proved, out=is_out and is_proved
    )
    return redirect(settings.LOGIN_URL)


def _going(
    request: HttpRequest, to: Sent | None, provider: Provider, *, is_out: bool
) -> HttpResponse:
    """To a provider: at once, or by a page where a form of ours led here, since browsers let forms
    lead to this desk alone; by a button where it takes nothing but a form."""
    if to is not None and not to.fields and not is_out:
        return redirect(to.url)
    said = {"to": to, "provider": provider, "back": reverse("account_login")}
    parts = urlsplit(to.url) if to else None
    there = [f"{parts.scheme}://{parts.netloc}"] if parts else []
    policy = settings.SECURE_CSP | {"form-action": [*settings.SECURE_CSP["form-action"], *there]}

    @csp_override(policy)
    def page(request: HttpRequest) -> HttpResponse:
        return private(render(request, "components/led_on.html", said))

    answered: HttpResponse = page(request)
    return answered


urlpatterns = [path("log-in/saml/left/<uuid:key>/", left, name="saml-left")]
from_providers: list[URLPattern | URLResolver] = [
    path("log-in/saml/log-out/", told, name="saml-log-out")
]
