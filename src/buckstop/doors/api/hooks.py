"""Signals come in: each source has an address of its own, whose secret nobody else knows."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from buckstop.doors.api.errors import problem
from buckstop.doors.api.saying import not_found
from buckstop.doors.shared.sizes import is_too_large
from buckstop.kit import clock
from buckstop.signals.actions.receiving import receive
from buckstop.signals.queries import source_of

LARGEST = 1024 * 1024  # bytes of a message
TOO_LARGE = f"Send at most {LARGEST // 1024} KiB at a time."
ADDRESS = r"(?P<kind>[a-z-]{1,20})/(?P<secret>[a-z0-9]{40})/?"
SOURCE = "such source"


@csrf_exempt
@require_POST
def signal(request: HttpRequest, kind: str, secret: str) -> HttpResponse:
    """Keep a message whole; it is on disk before we say so."""
    source = source_of(kind, secret)
    if source is None:
        return not_found(SOURCE)
    if is_too_large(request, LARGEST):
        return problem(413, TOO_LARGE, code="too-large")
    kept = receive(source, body=request.body, at=clock.now())
    return JsonResponse({"kept": str(kept.pk)}, status=202)


urlpatterns = [
    re_path(f"^{ADDRESS}$", signal, name="signal"),
]
