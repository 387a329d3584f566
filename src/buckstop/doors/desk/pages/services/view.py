"""Services: what we run, and what it needs."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import SERVICES
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.services.data import listed
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.services.models import Service


@require_safe
def every_service(request: HttpRequest) -> HttpResponse:
    """Every service: what it needs, how many use it."""
    reader = reader_of(request)
    return page(
        request,
        reader,
        "desk/pages/services/page.html",
        place="services",
        services=listed(),
        acts=buttons(Spot.SERVICES, Subject(reader=reader)),
    )


PLACE = Place(
    label=_("Services"),
    group=Group.RUN,
    by=Service,
    says=_("What customers use of you, and who is hit when it stops."),
)
ROUTES = [in_menu(route(SERVICES.route, every_service, "services", Who.DESK), PLACE)]
