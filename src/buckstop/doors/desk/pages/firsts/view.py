"""Found first: how often, by how long, and what was missed."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk.addresses import FIRSTS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.firsts import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.outreach.shares import shares, together
from buckstop.signals.firsts import counted, for_nothing

BACK = timedelta(days=182)


@require_safe
def firsts(request: HttpRequest) -> HttpResponse:
    """Of the last half year: the figures, and every problem that they count."""
    reader = reader_of(request)
    rows = counted(since=reader.now - BACK)
    told = shares([one.problem.pk for one in rows])
    return page(
        request,
        reader,
        "desk/pages/firsts/page.html",
        place="signals",
        sentence=data.sentence(rows),
        told=data.told(together(told.values())),
        lines=data.lines(rows, told, reader),
        problems=data.problems(rows, reader),
        more=max(0, len(rows) - data.SHOWN),
        vain=data.vain(for_nothing(since=reader.now - BACK), reader),
    )


ROUTES = [route(FIRSTS.route, firsts, "firsts", Who.DESK)]
