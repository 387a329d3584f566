"""One team."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from buckstop.coverage.models import Team
from buckstop.coverage.queries import members, routes, who_is_on_duty, zone_of
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import LADDERS, ROSTER, TEAM
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.team.data import route_row, row
from buckstop.doors.desk.pages.teams.data import watch
from buckstop.doors.desk.presenting.shell import page, person_url
from buckstop.doors.desk.reader import reader_of


@require_safe
def team(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who leads a team, who is of it, who is there now."""
    reader = reader_of(request)
    rows = Team.objects.filter(ended_at=None).select_related("lead", "roster__buck_stops_with")
    found = get_object_or_404(rows, pk=key)
    here, on = who_is_on_duty(reader.now), Subject(reader=reader, row=found)
    desk = here.desk(found.pk)
    return page(
        request,
        reader,
        "desk/pages/team/page.html",
        place="teams",
        here=here,
        team=found,
        lead_url=person_url(found.lead_id) if found.lead_id else "",
        buck=here.names[desk.buck_stops_with],
        buck_url=person_url(desk.buck_stops_with),
        watch=watch(here, desk, reader),
        zone_name=zone_of(found.roster),
        roster_url=ROSTER.url(team=found.pk),
        ladders_url=LADDERS.url(team=found.pk),
        acts=buttons(Spot.TEAM, on),
        add=button(Spot.MEMBERS, on),
        add_route=button(Spot.ROUTES, on),
        routes=[route_row(one, reader) for one in routes(found)],
        members=[row(member, here, reader) for member in members(found)],
    )


ROUTES = [route(TEAM.route, team, "team", Who.ANYBODY)]
