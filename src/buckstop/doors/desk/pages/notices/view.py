"""What I was told: the page, and the bell in the bar of every page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import BELL, NOTICES
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.notices.data import SHOWN, by_problem, news, shown
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.notices.models import Notice

MOST = 100
RECENT = 12


@require_safe
def all_notices(request: HttpRequest) -> HttpResponse:
    """My notices by problem: what is new and still holds first."""
    reader = reader_of(request)
    new = news(reader)
    rows = Notice.objects.filter(person=reader.person).exclude(pk__in=[row.pk for row in new])
    earlier = rows.select_related("problem", "entry").order_by("-at")[:MOST]
    acts = buttons(Spot.NOTICES, Subject(reader=reader))
    return page(
        request,
        reader,
        "desk/pages/notices/page.html",
        new=by_problem(new),
        earlier=by_problem(earlier),
        recent=RECENT,
        acts=acts,
    )


@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    """On how many problems I was told something new, and what it was."""
    new = news(reader_of(request))
    told = {"count": len(by_problem(new)), "notices": shown(new[:SHOWN])}
    return render(request, "desk/pages/notices/bell.html", told)


ROUTES = [
    route(NOTICES.route, all_notices, "notices", Who.ANYBODY),
    route(BELL.route, bell, "bell", Who.ANYBODY),
]
