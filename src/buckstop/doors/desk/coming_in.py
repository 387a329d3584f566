"""Log-in by a provider: sent there, come back, and logged out from there."""

from functools import partial
from typing import Any, NotRequired, TypedDict
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from buckstop.doors.desk import came_in, lockout
from buckstop.doors.shared.begun import Kept, keep, taken
from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.identity import queries
from buckstop.identity.actions.coming_in import come_in
from buckstop.identity.actions.going import log_out_from
from buckstop.identity.asking import Unusable
from buckstop.identity.models import Protocol, Provider
from buckstop.identity.openid.flow import Begun, begin, finish
from buckstop.identity.openid.provider import said_by
from buckstop.identity.openid.tokens import LoggedOut, logout_of
from buckstop.identity.rules import Answered
from buckstop.identity.saml import flow as saml
from buckstop.identity.settings import PASSWORDS
from buckstop.kit import clock
from buckstop.ledger.refused import Refused
from buckstop.people import log_ins
from buckstop.people.backends import BY_NAME
from buckstop.people.models import Person

BEGUN = "coming-in"
LEFT = "left-elsewhere"
BEGINS = Limit("log-in-by-provider", most=60, seconds=300)


class Left(TypedDict):
    """Where one may still be logged in. `answered`: it said, and proved, how that is; `out`: they
    are logged out there too."""

    name: str
    url: str
    answered: NotRequired[bool]
    out: NotRequired[bool]


def back() -> str:
    """Our address to which every provider of OpenID Connect sends people back."""
    return settings.BASE_URL + reverse("came-back")


def called() -> str:
    """What this desk is called for providers of SAML: the address of what it says of itself."""
    return settings.BASE_URL + reverse("saml-metadata")


def brought() -> str:
    """Our address to which they send people back, with what they signed."""
    return settings.BASE_URL + reverse("saml-brought")


def log_out_at() -> str:
    """Where they tell us of log-outs."""
    return settings.BASE_URL + reverse("saml-log-out")


def offered(request: HttpRequest) -> dict[str, Any]:
    """What the log-in page shows besides the password."""
    asked = request.GET.get("next", "")
    more = f"?{urlencode({'next': asked})}" if asked else ""
    found = [
        {"name": one.name, "url": reverse("come-in-by", args=[one.pk]) + more}
        for one in queries.open_providers()
    ]
    return {
        "providers": found,
        "passwords": PASSWORDS.value,
        "left": request.session.pop(LEFT, None),
    }


@never_cache
@require_safe
def leave_for(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send the browser to a provider."""
    provider = queries.open_providers().filter(pk=key).first()
    if provider is None:
        raise Http404
    if wait(BEGINS, network(request.META.get("REMOTE_ADDR", "")), clock.now()):
        return refused(request, _("Too many log-ins began from here. Try again in five minutes."))
    try:
        url, begun = _begin(provider)
    except Unusable as wrong:
        return refused(request, str(wrong), provider)
    keep(request, BEGUN, Kept(key, begun, request.GET.get("next", "")))
    return redirect(url)


def _begin(provider: Provider) -> tuple[str, Begun]:
    if provider.protocol == Protocol.SAML:
        url, asked = saml.begin(provider, us=called(), back=brought(), at=clock.now())
        return url, Begun(asked, "", "")
    return begin(provider.registration, back=back())


@never_cache
@require_safe
def came_back(request: HttpRequest) -> HttpResponse:
    """Who comes back from a provider, logged in or told why not."""
    kept = taken(request, BEGUN, request.GET.get("state", ""))
    if kept is None:
        return refused(request, _("This log-in was begun elsewhere, or a while ago. Try again."))
    by_openid = queries.open_providers().filter(protocol=Protocol.OPENID)
    provider = by_openid.filter(pk=kept.provider).first()
    if provider is None:
        return refused(request, _("Nobody comes in by that provider now."))
    given, at = request.GET.dict(), clock.now()
    try:
        answered = finish(provider.registration, kept.begun, given, back=back(), at=at)
        person = come_in(provider, answered.vouched, at=clock.now())
    except Unusable as wrong:
        return refused(request, str(wrong), provider)
    except Refused as refusal:
        return refused(request, refusal.sentence, provider)
    return let_in(request, provider, answered, person, kept.asked)


def let_in(
    request: HttpRequest, provider: Provider, answered: Answered, person: Person, asked: str
) -> HttpResponse:
    """Log somebody in for whom a provider vouched, and lead them to where they wanted to be."""
    if request.user.is_authenticated and request.user.pk != person.pk:
        logout(request)  # what another person's session may do, isn't theirs
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    wanted = asked if safe else settings.LOGIN_REDIRECT_URL
    by = {
        "provider": str(provider.pk),
        "subject": answered.vouched.subject,
        "session": answered.session,
        "logout": answered.logout,
        "strong": provider.strong,
    }
    if answered.named:
        by["named"] = answered.named
    if not provider.strong:  # whoever has a second step here does it now
        request.session[log_ins.BY] = by
        begun: HttpResponse = perform_login(request, Login(user=person, redirect_url=wanted))
        return begun
    login(request, person, backend=BY_NAME)
    record_authentication(request, person, "provider", provider=str(provider.pk))
    request.session[log_ins.BY] = by
    answer = redirect(wanted)
    lockout.remember(request, answer, person)
    came_in.on_record(request, person, "provider")
    return answer


def refused(request: HttpRequest, sentence: str, provider: Provider | None = None) -> HttpResponse:
    """Why nobody came in, and the way back."""
    said = {"refused": sentence, "provider": provider, "back": reverse("account_login")}
    return render(request, "components/not_let_in.html", said, status=403)


def elsewhere(request: HttpRequest) -> Left | None:
    """Where whoever logs out here may still be logged in."""
    by = request.session.get(log_ins.BY)
    if not isinstance(by, dict) or not by.get("logout"):
        return None
    provider = Provider.objects.filter(pk=by["provider"]).first()
    if provider is None:
        return None
    told = {
        "client_id": provider.client,
        "post_logout_redirect_uri": settings.BASE_URL + "/log-in/",
    }
    joint = "&" if "?" in by["logout"] else "?"
    return {"name": provider.name, "url": f"{by['logout']}{joint}{urlencode(told)}"}


@csrf_exempt
@never_cache
@require_POST
def logged_out_there(request: HttpRequest, key: UUID) -> HttpResponse:
    """OpenID Connect Back-Channel Logout 1.0: a provider says that somebody logged out there."""
    provider = queries.open_providers().filter(pk=key, protocol=Protocol.OPENID).first()
    if provider is None:
        raise Http404
    if wait(BEGINS, network(request.META.get("REMOTE_ADDR", "")), clock.now()):
        return JsonResponse({"error": "temporarily_unavailable"}, status=429)
    try:
        said = said_by(provider.registration)
        token = request.POST.get("logout_token", "")
        left = logout_of(token, said, client=provider.client, at=clock.now())
        meant = partial(_is_meant, left)
        log_out_from(provider, left.name, meant, until=left.until, at=clock.now())
    except Unusable as wrong:
        told = {"error": "invalid_request", "error_description": str(wrong)}
        return JsonResponse(told, status=400)
    except Refused as used:
        told = {"error": "invalid_request", "error_description": used.sentence}
        return JsonResponse(told, status=400)
    return HttpResponse(status=200)


def _is_meant(left: LoggedOut, by: dict[str, Any]) -> bool:
    if left.session and (by.get("session") or not left.subject):
        return bool(by.get("session") == left.session)
    return bool(by.get("subject") == left.subject)


urlpatterns = [
    path("log-in/with/<uuid:key>/", leave_for, name="come-in-by"),
    path("log-in/back/", came_back, name="came-back"),
]
from_providers: list[URLPattern | URLResolver] = [
    path("log-in/logged-out/<uuid:key>/", logged_out_there, name="logged-out-there"),
]
