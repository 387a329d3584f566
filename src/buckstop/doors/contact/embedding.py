"""The form on pages of others: one script, and what it asks us for."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from buckstop.doors.contact.working import challenge
from buckstop.kit import clock
from buckstop.people.settings import CONTACT_FORM

SCRIPT = "buckstop/js/tell_us.js"


def for_all_sites[R: HttpResponse](answer: R) -> R:
    """Pages of others may read it: nothing of it is anybody's, and no cookie counts."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """The script, at an address that stays."""
    found = finders.find(SCRIPT) if CONTACT_FORM.value else None
    if found is None:
        raise Http404
    answer = HttpResponse(Path(found).read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=3600"
    return for_all_sites(answer)


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """What is to be solved before something is sent."""
    if not CONTACT_FORM.value:
        raise Http404
    answer = JsonResponse(challenge(clock.now()))
    answer["Cache-Control"] = "no-store"
    return for_all_sites(answer)
