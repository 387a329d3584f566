"""The coverage board: what leaders look at first."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from buckstop.concerns.queries import owed
from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import COVERAGE
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.concerns import data as concerns
from buckstop.doors.desk.pages.coverage_board import data
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """What the reader was asked, what is hardest, and every team's figures."""
    reader = reader_of(request)
    here = who_is_on_duty(reader.now)
    return page(
        request,
        reader,
        "desk/pages/coverage_board/page.html",
        place="coverage",
        here=here,
        even_out=button(Spot.BOARD, Subject(reader=reader)),
        asks=data.asks(reader),
        concerns=concerns.rows(owed(reader.person, reader.now)),
        hardest=data.hardest(here, reader),
        hardest_url=data.hardest_url(),
        heads=[str(head) for head in data.HEADS],
        rows=data.rows(here, reader),
    )


PLACE = Place(label=_("Coverage"), group=Group.THERE)
ROUTES = [in_menu(route(COVERAGE.route, coverage, "coverage", Who.LEADERS), PLACE)]
