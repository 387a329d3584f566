"""How good our forecasts are, and what was foreseen beside what came."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from buckstop.doors.desk.addresses import FORECASTS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.forecasts import data
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.forecasts.models import Forecast
from buckstop.forecasts.queries.track import tracks
from buckstop.kit.replica import read_there


@require_safe
def forecasts(request: HttpRequest) -> HttpResponse:
    """Each kind with its record of the last 90 days, whether it is shown or not."""
    reader = reader_of(request)
    found = tracks(reader.now)
    return page(
        request,
        reader,
        "desk/pages/forecasts/page.html",
        place="outcomes",
        kinds=[data.kind(one) for one in found],
        nothing_yet=not any(one.scored or one.waiting for one in found),
    )


PLACE = Place(
    label=_("Forecasts"),
    group=Group.LEARNING,
    by=Forecast,
    says=_("How long it takes, and how good that has been."),
)
ROUTES = [in_menu(route(FORECASTS.route, read_there(forecasts), "forecasts", Who.DESK), PLACE)]
