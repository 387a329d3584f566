"""What a reader gets: the file that the worker keeps; no request writes it once it is there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buckstop.coverage.calendars import Event, written
from buckstop.doors.shared.private import private
from buckstop.doors.status.keeping import BANNER, FEED, PAGE, place, write
from buckstop.kit import clock
from buckstop.people.settings import NAME
from buckstop.people.speaking import spoken
from buckstop.status_page.address import is_secret
from buckstop.status_page.queries import ahead
from buckstop.status_page.settings import CUSTOMERS, PUBLIC, STATUS_PAGE

HTML = "text/html; charset=utf-8"
TYPES = {PAGE: HTML, BANNER: HTML, FEED: "application/atom+xml; charset=utf-8"}


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


@require_safe
def public_banner(request: HttpRequest) -> HttpResponse:
    """One line of it, to be put into pages of others."""
    return _embedded(_served(PUBLIC, BANNER))


@require_safe
def theirs_banner(request: HttpRequest, secret: str) -> HttpResponse:
    """The same for who has the address."""
    return _embedded(_theirs(secret, BANNER))


@require_safe
def public_calendar(request: HttpRequest) -> HttpResponse:
    """What is planned, as a calendar."""
    return _calendar(PUBLIC)


@require_safe
def theirs_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The same for who has the address."""
    if not is_secret(secret):
        raise Http404
    return private(_calendar(CUSTOMERS))


def _embedded(answer: HttpResponse) -> HttpResponse:
    """Whoever wants may show it in a frame."""
    answer.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors *"
    )
    return answer


def _calendar(kind: str) -> HttpResponse:
    if STATUS_PAGE.value != kind:
        raise Http404
    at = clock.now()
    events = [
        Event(
            f"{one.key}@buckstop",
            f"{one.subject} ({', '.join(one.services)})",
            one.starts,
            one.ends,
            sequence=one.moves + one.called_off,
            cancelled=one.called_off,
        )
        for one in ahead(at=at)
    ]
    name = _("%(house)s: planned work") % {"house": NAME.value}
    answer = HttpResponse(written(name, events, at), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "max-age=300"
    return answer


def _theirs(secret: str, name: str) -> HttpResponse:
    if not is_secret(secret):
        raise Http404
    return private(_served(CUSTOMERS, name))


def _served(kind: str, name: str) -> HttpResponse:
    """The file; it is written here only where no worker ever did."""
    file = place(kind, name, spoken(get_language() or ""))
    if not file.exists():
        write(at=clock.now())
    if not file.exists():
        raise Http404
    answer = HttpResponse(file.read_bytes(), content_type=TYPES[name])
    answer["Cache-Control"] = "max-age=15"
    return answer
