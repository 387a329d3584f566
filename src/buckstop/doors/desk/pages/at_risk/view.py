"""Customers at risk, and those who left."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from buckstop.doors.desk.addresses import AT_RISK
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.at_risk import data
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of


@require_safe
def at_risk(request: HttpRequest) -> HttpResponse:
    """Whom to call and why; who left, and how their problems had been handled."""
    reader = reader_of(request)
    return page(
        request,
        reader,
        "desk/pages/at_risk/page.html",
        place="risk",
        rows=data.rows(reader),
        gone=data.gone(reader),
        beside=data.beside(reader.now),
    )


PLACE = Place(label=_("At risk"), group=Group.CUSTOMERS)
ROUTES = [in_menu(route(AT_RISK.route, at_risk, "at-risk", Who.DESK), PLACE)]
