"""/metrics: what monitoring reads, for who has its token or asks from a place that we named.

Never public by accident: without a token and without places it is open to this machine alone, and
only as long as the pages themselves are (a proxy on this machine would let everybody in).
"""

from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from buckstop.auditor.settings import METRICS_PLACES, METRICS_TOKEN
from buckstop.kit import clock
from buckstop.meters.exposition import exposed

PLAIN = "text/plain; charset=utf-8"
CLOSED = (
    "Send the token of monitoring, as “Authorization: Bearer …”, or ask from a place that is named "
    "for it: The house, Being watched, has both (or BUCKSTOP_METRICS_TOKEN and "
    "BUCKSTOP_METRICS_PLACES).\n"
)
FORWARDED = ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host")
OWN = ("localhost", "127.0.0.1", "::1")


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Everything as it is now; 401 with a sentence for others, 503 without the database."""
    if not is_open_to(request):
        closed = HttpResponse(CLOSED, status=401, content_type=PLAIN)
        closed["WWW-Authenticate"] = 'Bearer realm="Buckstop metrics"'
        return closed
    try:
        said, kind = exposed(clock.now(), request.headers.get("Accept", ""))
    except Error:
        return HttpResponse("the database does not answer\n", status=503, content_type=PLAIN)
    return HttpResponse(said, content_type=kind)


def is_open_to(request: HttpRequest) -> bool:
    """Whether who asks has the token, or asks from where they may."""
    kind, _, sent = request.headers.get("Authorization", "").partition(" ")
    token = METRICS_TOKEN.value
    if token and kind.lower() == "bearer" and constant_time_compare(sent.strip(), token):
        return True
    try:
        asks = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    places = METRICS_PLACES.value
    if places:
        return any(asks in ip_network(one) for one in places)
    return not token and asks.is_loopback and _is_at_home(request)


def _is_at_home(request: HttpRequest) -> bool:
    """Whether the pages are of this machine alone, and nobody stands between."""
    ours = urlsplit(settings.BASE_URL).hostname in OWN
    return ours and not any(name in request.headers for name in FORWARDED)


urlpatterns = [path("metrics", metrics)]
