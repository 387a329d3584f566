"""/healthz: this process answers. /readyz: what comes in would be kept, and be somebody's."""

from collections.abc import Callable

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from buckstop.doors.terminal.attached import check_writable, pending
from buckstop.doors.terminal.founding import check_founded
from buckstop.kit.stop import Stop
from buckstop.metrics import metrics

type Answering = Callable[[HttpRequest], HttpResponseBase]

PLAIN = "text/plain; charset=utf-8"
OLDER = "the database is of an older Buckstop: run `buckstop migrate`"


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
        _check()
    except Error:
        return _not_ready("the database does not answer")
    except Stop as reason:
        return _not_ready(str(reason))
    return HttpResponse("ready\n", content_type=PLAIN)


def _check() -> None:
    connection.ensure_connection()
    if not connection.is_usable():
        connection.close()
        connection.ensure_connection()
    Version.matches = Version.matches or not pending()
    if not Version.matches:
        raise Stop(OLDER)
    check_writable()
    check_founded()


def _not_ready(why: str) -> HttpResponse:
    return HttpResponse(f"{why}\n", content_type=PLAIN, status=503)


def asked_by_machines(get_response: Answering) -> Answering:
    """Middleware: whoever looks after us asks by an address of the network, not by our name."""
    views = {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics}

    def answering(request: HttpRequest) -> HttpResponseBase:
        view = views.get(request.path)
        return view(request) if view else get_response(request)

    return answering


urlpatterns = [path("healthz", healthz), path("readyz", readyz)]
