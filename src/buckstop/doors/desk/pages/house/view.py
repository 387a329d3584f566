"""The house: its hours, its days off and its zone."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from buckstop.coverage import actions as coverage
from buckstop.coverage.queries import roster, service_level
from buckstop.coverage.rules import Day
from buckstop.doors.desk.guard import admins_only, route
from buckstop.doors.desk.pages.house import data as house
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.doors.shared.answers import done
from buckstop.people.actions import staff
from buckstop.people.models import Key


@require_safe
def the_house(request: HttpRequest) -> HttpResponse:
    """What the house is, and what of it can be changed here."""
    reader = reader_of(request)
    own = staff.found_house(by=reader.actor, at=reader.now)
    return page(
        request,
        reader,
        "desk/pages/house/page.html",
        place="house",
        facts=house.facts(),
        parts=house.parts(own, roster(), service_level(), reader),
        administers=reader.administers,
        keys=Key.objects.filter(withdrawn_at=None).count(),
    )


@require_POST
def day_removal(request: HttpRequest, day: str) -> HttpResponse:
    """That day is like others again."""
    reader = reader_of(request)
    try:
        found = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    coverage.set_day(service_level(), day=found, how=Day.USUAL, by=reader.actor, at=reader.now)
    return done(request, _("That day is like others again."), to="/house/")


ROUTES = [
    route("house/", the_house, "house"),
    route("house/days/<str:day>/removal/", admins_only(day_removal), "day-removal"),
]
