"""The house: its settings, its hours, its days off."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from buckstop.coverage.queries import roster, service_level
from buckstop.doors.desk.addresses import HOUSE
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.house import data as house
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of


@require_safe
def the_house(request: HttpRequest) -> HttpResponse:
    """What the house is, and what of it can be changed here."""
    reader = reader_of(request)
    return page(
        request,
        reader,
        "desk/pages/house/page.html",
        place="house",
        facts=house.facts(),
        parts=house.parts(roster(), service_level(), reader),
        chapters=house.chapters(reader),
        administers=reader.administers,
    )


PLACE = Place(label=_("The house"), group=Group.SET_UP, first=True)
ROUTES = [in_menu(route(HOUSE.route, the_house, "house", Who.ANYBODY), PLACE)]
