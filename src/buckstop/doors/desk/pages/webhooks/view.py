"""The programs that hear what happens."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import WEBHOOKS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.webhooks import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of


@require_safe
def webhooks(request: HttpRequest) -> HttpResponse:
    """All of them, those that are off first."""
    reader = reader_of(request)
    return page(
        request,
        reader,
        "desk/pages/webhooks/page.html",
        place="house",
        rows=data.rows(),
        acts=buttons(Spot.WEBHOOKS, Subject(reader=reader)),
    )


ROUTES = [route(WEBHOOKS.route, webhooks, "webhooks", Who.ADMINS)]
