"""One cause."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import CAUSE
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.cause import data
from buckstop.doors.desk.pages.cause.preventions import preventions
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.prevention import queries
from buckstop.prevention.models import Cause


@require_safe
def cause(request: HttpRequest, key: UUID) -> HttpResponse:
    """What lets problems happen, which, and what was taken into it."""
    reader = reader_of(request)
    rows = Cause.objects.select_related("what", "keeper", "problem")
    found = get_object_or_404(rows, pk=key)
    if found.merged_into_id is not None:
        return redirect(CAUSE.url(found.merged_into_id))
    known = queries.known(found)
    problems = queries.problems_of(known.family)
    return page(
        request,
        reader,
        "desk/pages/cause/page.html",
        place="causes",
        cause=found,
        acts=buttons(Spot.CAUSE, Subject(reader=reader, row=found, beside=len(problems))),
        preventions=preventions(known, reader),
        also=data.also(known, reader),
        problems=data.problems(problems),
    )


ROUTES = [route(CAUSE.route, cause, "cause", Who.DESK)]
