"""Log-in by SAML: what this desk says of itself, and who comes back with what was signed.

A browser brings the answer by a POST from another site, with which it sends no cookie of ours. So
what was signed is checked and kept first, and fetched by the same browser a moment later, where it
shows that it asked: `docs/decisions/0086`.
"""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from buckstop.doors.desk import saml_log_out
from buckstop.doors.desk.coming_in import (
    BEGINS,
    BEGUN,
    brought,
    called,
    let_in,
    log_out_at,
    refused,
)
from buckstop.doors.shared.begun import taken
from buckstop.doors.shared.limits import network, wait
from buckstop.identity.actions.coming_in import come_in
from buckstop.identity.actions.signing import signing_key
from buckstop.identity.asking import Unusable
from buckstop.identity.queries import signing_keys
from buckstop.identity.rules import Answered, Vouched
from buckstop.identity.saml import flow, is_installed
from buckstop.identity.saml.metadata import KIND, ours
from buckstop.identity.statements import fetch, take, waiting
from buckstop.kit import clock
from buckstop.ledger.refused import Refused


@require_safe
def metadata(request: HttpRequest) -> HttpResponse:
    """This desk, as a provider reads it."""
    del request
    if not is_installed():
        raise Http404
    signing_key(at=clock.now())
    keys = [one.certificate for one in signing_keys()]
    return HttpResponse(ours(called(), brought(), log_out_at(), keys), content_type=KIND)


@csrf_exempt
@never_cache
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """What a provider signed: checked, kept, and fetched where the browser shows that it asked."""
    if wait(BEGINS, network(request.META.get("REMOTE_ADDR", "")), clock.now()):
        return refused(request, _("Too many log-ins began from here. Try again in five minutes."))
    at = clock.now()
    given = request.POST.get("SAMLResponse", "")
    try:
        provider, one = flow.finish(given, us=called(), back=brought(), at=at)
        who = one.vouched
        groups = None if who.groups is None else sorted(who.groups)
        said = [one.asked, one.session, who.subject, who.email, who.verified, who.name, groups,
                one.named]  # fmt: skip
        kept = take(provider, one.name, until=one.until, at=at, said=said)
    except Unusable as wrong:
        return refused(request, str(wrong))
    except Refused as used:
        return refused(request, used.sentence)
    return redirect("saml-came", kept.pk)


@never_cache
@require_safe
def came(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who asked in this browser, logged in or told why not."""
    at = clock.now()
    found = waiting(key, at=at)
    elsewhere = _("This log-in was begun elsewhere, or a while ago. Try again.")
    if found is None:
        return refused(request, elsewhere)
    row, said = found
    kept = taken(request, BEGUN, said[0])
    if kept is None or kept.provider != row.provider_id or not fetch(row):
        return refused(request, elsewhere)
    _asked, session, subject, email, verified, name, groups, *more = said
    named = None if groups is None else frozenset(groups)
    # What the release before this one kept doesn't say how exactly it named them.
    answered = Answered(Vouched(subject, email, verified, name, named), session, "", *more)
    try:
        person = come_in(row.provider, answered.vouched, at=at)
    except Refused as refusal:
        return refused(request, refusal.sentence, row.provider)
    return let_in(request, row.provider, answered, person, kept.asked)


urlpatterns = [
    path("log-in/saml/back/", bring, name="saml-brought"),
    path("log-in/saml/<uuid:key>/", came, name="saml-came"),
    *saml_log_out.urlpatterns,
]
from_providers: list[URLPattern | URLResolver] = [
    path("log-in/saml/", metadata, name="saml-metadata"),
    *saml_log_out.from_providers,
]
