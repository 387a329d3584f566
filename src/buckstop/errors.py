"""What is answered where no view could: a page for people, `problem+json` for programs."""

import logging
import sys
import time
from collections.abc import Callable
from typing import Any

import psycopg
from django.conf import settings
from django.core.exceptions import BadRequest, DisallowedHost
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import defaults

from buckstop.doors.api.errors import problem
from buckstop.people.settings import NAME

type Answering = Callable[[HttpRequest], HttpResponseBase]

RETRY_AFTER = "30"  # seconds
QUIET = 60.0  # seconds in which a database that is away is said once
AWAY = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
UNREADABLE = _("We couldn't read that request. Look at /api/v1/openapi.json.")
FAILED = _("Something failed on our side. It was recorded, and somebody will look at it.")
BACK_SOON = _(
    "The desk is starting or its database is away. Nothing is lost. Try again in a minute."
)

log = logging.getLogger(__name__)


class Told:
    """When it was last said that the database is away: not a line for each request."""

    at = -QUIET


def readable(get_response: Answering) -> Answering:
    """Middleware: what no view could read gets its answer before it reaches one."""

    def answering(request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path:  # no address of ours, and nothing that a database takes
            return not_found(request, Http404())
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() not in ("utf-8", "utf8", "us-ascii"):
            return bad_request(request, BadRequest())
        return get_response(request)

    return answering


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what came can't be read; or it was asked for by a name that isn't ours."""
    if _is_api(request):
        return problem(400, str(UNREADABLE), code="bad-request")
    if isinstance(exception, DisallowedHost):
        said = gettext("This desk is reached at %(address)s") % {"address": settings.BASE_URL}
        return HttpResponse(f"{said}\n", status=400, content_type="text/plain; charset=utf-8")
    answer: HttpResponse = defaults.bad_request(request, exception)
    return answer


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    if _is_api(request):
        return problem(403, gettext("That isn't open to this key."), code="forbidden")
    answer: HttpResponse = defaults.permission_denied(request, exception)
    return answer


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    if _is_api(request):
        said = gettext("There is no such thing, or it isn't for this key.")
        return problem(404, said, code="not-found")
    answer: HttpResponse = defaults.page_not_found(request, exception)
    return answer


def failed(request: HttpRequest) -> HttpResponse:
    """503 while the database is away, which passes; 500 for a fault of ours."""
    away = _away(sys.exception())
    if away is None:
        if _is_api(request):
            return problem(500, str(FAILED), code="failed")
        answer: HttpResponse = defaults.server_error(request)
        return answer
    if time.monotonic() - Told.at >= QUIET:
        Told.at = time.monotonic()
        log.warning("the database is away, pages answer 503 until it is back: %s", _reason(away))
    if _is_api(request):
        back_soon = problem(503, str(BACK_SOON), code="away")
    else:
        back_soon = render(None, "503.html", {"house": NAME.value}, status=503)
    back_soon["Retry-After"] = RETRY_AFTER
    back_soon["Cache-Control"] = "no-store"
    return back_soon


def _away(error: BaseException | None) -> BaseException | None:
    """What the database was lost by, somewhere behind `error`; None where it wasn't that."""
    while error is not None and not isinstance(error, AWAY):
        error = error.__cause__ or error.__context__
    return error


def _reason(away: BaseException) -> str:
    """Its kind and its first line, in which nothing stands that people wrote."""
    return f"{type(away).__name__}: {(str(away).strip().splitlines() or [''])[0]}"


def _is_api(request: Any) -> bool:
    return str(request.path).startswith("/api/")
