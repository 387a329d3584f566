"""What a reader gets: the file, and a fresh one where nobody writes it."""

import time

from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.status.keeping import FEED, PAGE, place, write
from buckstop.kit import clock
from buckstop.status_page.address import is_secret
from buckstop.status_page.settings import CUSTOMERS, PUBLIC

FRESH = 60  # seconds, after which no worker seems to write it on this machine
TYPES = {PAGE: "text/html; charset=utf-8", FEED: "application/atom+xml; charset=utf-8"}


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """For everybody."""
    return _served(PUBLIC, PAGE)


@require_safe
def public_feed(request: HttpRequest) -> HttpResponse:
    """The same to follow."""
    return _served(PUBLIC, FEED)


@require_safe
def theirs(request: HttpRequest, secret: str) -> HttpResponse:
    """For who has the address."""
    return _theirs(secret, PAGE)


@require_safe
def theirs_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The same to follow."""
    return _theirs(secret, FEED)


def _theirs(secret: str, name: str) -> HttpResponse:
    if not is_secret(secret):
        raise Http404
    return _served(CUSTOMERS, name)


def _served(kind: str, name: str) -> HttpResponse:
    file = place(kind, name)
    if not _is_fresh(file.stat().st_mtime if file.exists() else 0):
        try:
            write(at=clock.now())
        except Error:  # without the database what was known last is better than nothing
            if not file.exists():
                raise
    if not file.exists():
        raise Http404
    answer = HttpResponse(file.read_bytes(), content_type=TYPES[name])
    answer["Cache-Control"] = "max-age=15"
    return answer


def _is_fresh(written: float) -> bool:
    return time.time() - written < FRESH
