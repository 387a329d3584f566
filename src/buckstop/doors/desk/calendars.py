"""Calendars and feeds for programs that show them: without logging in, by a signed address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from buckstop.briefings.feeds import feed_of, subscription_at
from buckstop.coverage.calendars import calendar_of, feed_at
from buckstop.kit import clock


@require_safe
def calendar(request: HttpRequest, signed: str) -> HttpResponse:
    """A calendar as it is now; nothing where its address was withdrawn."""
    feed = feed_at(signed)
    if feed is None:
        raise Http404
    answer = HttpResponse(calendar_of(feed, clock.now()), content_type="text/calendar")
    answer["Cache-Control"] = "private, max-age=300"
    answer["Content-Disposition"] = 'inline; filename="buckstop.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def briefings(request: HttpRequest, signed: str) -> HttpResponse:
    """What is written for everybody, as a feed; nothing where its address was withdrawn."""
    found = subscription_at(signed)
    if found is None:
        raise Http404
    answer = HttpResponse(feed_of(found), content_type="application/atom+xml; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=300"
    answer["X-Robots-Tag"] = "noindex"
    return answer


urlpatterns: list[URLPattern] = [
    path("calendar/<secret:signed>.ics", calendar, name="calendar"),
    path("briefing-feeds/<secret:signed>.atom", briefings, name="briefing-feed"),
]
