"""Teams: who is there for each, now."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import TEAMS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.teams.data import listed
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of


@require_safe
def every_team(request: HttpRequest) -> HttpResponse:
    """Every team, the service desk first: who leads it, who is of it, who is there now."""
    reader = reader_of(request)
    here = who_is_on_duty(reader.now)
    return page(
        request,
        reader,
        "desk/pages/teams/page.html",
        place="teams",
        here=here,
        teams=listed(here, reader),
        add=button(Spot.TEAMS, Subject(reader=reader)),
    )


PLACE = Place(
    label=_("Teams"),
    group=Group.THERE,
    says=_("Who takes what, and who is on for it when."),
)
ROUTES = [in_menu(route(TEAMS.route, every_team, "teams", Who.ANYBODY), PLACE)]
