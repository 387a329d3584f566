"""Who may what."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk.addresses import WHO_MAY
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.who_may import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.people.roles import LABELS, Role


@require_safe
def who_may(request: HttpRequest) -> HttpResponse:
    """What each role lets people do: no secret, so that everybody knows whom to ask."""
    reader = reader_of(request)
    return page(
        request,
        reader,
        "desk/pages/who_may/page.html",
        place="people",
        heads=data.heads(),
        rows=data.rows(),
        own=LABELS[Role(reader.person.role)],
        at_desk=reader.at_desk,
    )


ROUTES = [route(WHO_MAY.route, who_may, "who-may", Who.ANYBODY)]
