"""Saying, from a message, that one saw what it tells: without logging in, by its signed link.

A GET shows a button and changes nothing: scanners open links.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from buckstop.doors.shared.private import private
from buckstop.kit import clock
from buckstop.notices.actions.telling import see
from buckstop.notices.ways import told_by
from buckstop.notices.writing import counted, delivery_of
from buckstop.people.speaking import speaking


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def told(request: HttpRequest, signed: str) -> HttpResponse:
    """How much the message told, with a button; POST marks it seen."""
    delivery = delivery_of(signed)
    notices = told_by(delivery) if delivery else []
    if not notices or not notices[0].person.is_active:
        raise Http404
    if request.method == "POST":
        see(notices[0].person, at=clock.now(), among=[one.pk for one in notices])
    seen = request.method == "POST" or all(one.seen_at for one in notices)
    with speaking(notices[0].person.reads_in, get_language() or ""):
        about = {"counted": counted(notices), "seen": seen}
        return private(render(request, "desk/pages/notices/told.html", about))


urlpatterns: list[URLPattern] = [path("told/<secret:signed>/", told, name="told")]
