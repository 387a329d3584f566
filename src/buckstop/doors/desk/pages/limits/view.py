"""Limits: who may give what, up to how much, without asking anybody."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import LIMITS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.limits.data import listed, own
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.remedies.models import Authority


@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    """Everybody's: they are no secret, so that people know whom to ask."""
    reader = reader_of(request)
    return page(
        request,
        reader,
        "desk/pages/limits/page.html",
        rows=listed(reader),
        acts=buttons(Spot.LIMITS, Subject(reader=reader)),
        own=own(reader),
    )


PLACE = Place(
    label=_("Limits"),
    group=Group.SET_UP,
    by=Authority,
    says=_("Who may make it right by how much without asking."),
)
ROUTES = [in_menu(route(LIMITS.route, limits, "limits", Who.DESK), PLACE)]
