"""Hearing no more of what we told somebody first: by one click of a mail program, or on a page.

The click of a mail program carries no form of ours (RFC 8058); it does this alone.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from buckstop.conversations.rendering import title_for_them
from buckstop.doors.page.entering import Visit, context_of, enter, gone, seconds_to_wait
from buckstop.doors.page.pages.case.story import zone_of
from buckstop.doors.page.posting import too_often
from buckstop.doors.shared.by_link import Shut
from buckstop.doors.shared.private import private
from buckstop.kit import clock
from buckstop.outreach.actions.unwanted import not_wanted
from buckstop.outreach.models import How
from buckstop.outreach.queries import told_first
from buckstop.people.speaking import of_customer, speaking


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def enough(request: HttpRequest, link: str) -> HttpResponse:
    """GET asks what they mean; POST says it, twice as well as once."""
    visit = enter(link, clock.now())
    if isinstance(visit, Shut):
        return gone(request, visit, link)
    case = visit.case
    with speaking(*of_customer(case.contact, case.customer, case.brand)):
        if told_first(case) is None:
            return gone(request, Shut(""), link)
        return private(
            _said(request, visit) if request.method == "POST" else _asked(request, visit)
        )


def _asked(request: HttpRequest, visit: Visit) -> HttpResponse:
    said = {"title": title_for_them(visit.case, zone_of(visit.case)), "url": visit.url}
    return render(request, "page/pages/enough/page.html", context_of(visit) | said)


def _said(request: HttpRequest, visit: Visit) -> HttpResponse:
    if seconds := seconds_to_wait(request, visit):
        answer = HttpResponse(too_often(seconds), status=429, content_type="text/plain")
        answer["Retry-After"] = str(seconds)
        return answer
    how = How.SPAM if request.POST.get("how") == How.SPAM else How.ENOUGH
    not_wanted(visit.case, how=how, at=visit.at)
    said = {
        "heading": _("You hear no more of it"),
        "text": _("We are sorry that it wasn’t of use to you. What you write to us is read still."),
        "back": visit.url,
    }
    return render(request, "page/pages/sent/page.html", context_of(visit) | said)
