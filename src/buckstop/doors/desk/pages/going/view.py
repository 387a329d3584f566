"""Going off duty: what falls due before one is back."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import GOING
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.going import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.problems.queries.going import going


@require_safe
def going_off_duty(request: HttpRequest) -> HttpResponse:
    """All of it in one place, to be moved, offered, or left to the watch."""
    reader = reader_of(request)
    here = who_is_on_duty(reader.now)
    found = going(reader.person, here, reader.now)
    return page(
        request,
        reader,
        "desk/pages/going/page.html",
        place="work",
        here=here,
        found=found,
        rows=data.rows(found, reader) if found else [],
        acts=buttons(Spot.GOING, Subject(reader=reader)),
        offer_url=data.offer_all(found, reader) if found else "",
    )


ROUTES = [route(GOING.route, going_off_duty, "going", Who.ANYBODY)]
