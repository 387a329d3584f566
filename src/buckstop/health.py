"""/healthz: this process answers. /readyz: the database answers, and is of this version."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from buckstop.doors.terminal.attached import pending
from buckstop.kit.stop import Stop

PLAIN = "text/plain; charset=utf-8"


class Version:
    """Whether the tables were once seen to be of this version; then they stay so."""

    matches = False


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as pages are answered at all."""
    return HttpResponse("ok\n", content_type=PLAIN)


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200, or 503 with a line that says what is missing."""
    try:
        connection.ensure_connection()
        if not connection.is_usable():
            connection.close()
            connection.ensure_connection()
        Version.matches = Version.matches or not pending()
    except Error:
        return _not_ready("the database does not answer")
    except Stop as reason:
        return _not_ready(str(reason))
    if not Version.matches:
        return _not_ready("the database is of an older Buckstop: run `buckstop migrate`")
    return HttpResponse("ready\n", content_type=PLAIN)


def _not_ready(why: str) -> HttpResponse:
    return HttpResponse(f"{why}\n", content_type=PLAIN, status=503)


urlpatterns = [path("healthz", healthz), path("readyz", readyz)]
