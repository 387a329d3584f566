"""The weekly roster."""

from datetime import date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from buckstop.coverage.models import Roster, Shift
from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import (
    buck,
    roster,
    roster_kept,
    who_is_on_duty,
    zone_of,
)
from buckstop.coverage.rules import wall_clock
from buckstop.doors.components.shown.shell import Option
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import ROSTER
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.roster import grid, lists
from buckstop.doors.desk.pages.roster.data import days, sentences
from buckstop.doors.desk.pages.teams.data import watch
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting import people
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of

EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)
FOR_A_DAY = timedelta(days=1)


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Who is there when, and with whom the buck stops."""
    reader = reader_of(request)
    here, desk = who_is_on_duty(reader.now), finding.roster(request.GET.get("team", ""))
    on = Subject(reader=reader, row=desk)
    found = Shift.objects.filter(roster=desk, dropped_at=None).select_related("person")
    shifts = found.order_by("weekday", "starts", "person__public_name")
    first = _first_day(request, reader, zone_of(desk))
    start = min(reader.now, wall_clock.first(datetime.combine(first, time()), zone_of(desk)))
    kept, rows = roster_kept(start, desk.team_id), lists.of(desk, reader)
    month = "month" in request.GET
    return page(
        request,
        reader,
        "desk/pages/roster/page.html",
        place="roster",
        here=here,
        team=desk.name,
        zone_name=zone_of(desk),
        days=days(shifts, zone_of(desk), reader, alone=not rows.rotations),
        shift_count=len(shifts),
        buck=people.row(desk.buck_stops_with or buck(), here),
        watch=watch(here, here.desk(desk.team_id), reader),
        others=_others(here, desk),
        add=button(Spot.SHIFTS, on),
        weeks=[
            grid.week(kept, first + grid.WEEK * n, reader.now) for n in range(4 if month else 1)
        ],
        month=month,
        around=_around(first, month, desk),
        gaps=grid.gaps(reader.now, desk.team_id, leads=reader.leads),
        rows=rows,
        heads={
            spot.name.lower(): button(spot, on)
            for spot in (Spot.ROTATIONS, Spot.OVERRIDES, Spot.ABSENCES, Spot.SWAPS)
        },
        calendars=[*buttons(Spot.ROSTER_CALENDAR, on), *buttons(Spot.BRING, on)],
        change_zone=button(Spot.ROSTER_ZONE, on),
        taken_off=_taken_off(desk, reader) if reader.leads else [],
        change_buck=button(Spot.BUCK, on),
    )


def _first_day(request: HttpRequest, reader: Reader, zone: str) -> date:
    """The Monday of the week that was asked for; else of this one."""
    try:
        asked = date.fromisoformat(request.GET.get("from", ""))
        return grid.monday(min(max(asked, EARLIEST), LATEST))
    except ValueError:
        return grid.monday(wall_clock.shows(reader.now, zone).date())


def _others(here: OnDuty, desk: Roster) -> list[Option]:
    """The rosters there are, where there are several."""
    if not here.teams:
        return []
    first = Option(label=roster().name, url=ROSTER.url(), chosen=desk.team_id is None)
    return [
        first,
        *(
            Option(label=name, url=ROSTER.url(team=key), chosen=key == desk.team_id)
            for key, name in here.teams.items()
        ),
    ]


def _around(first: date, month: bool, desk: Roster) -> dict[str, str]:
    """The addresses of the time before and after, of a week and of four."""
    step = grid.WEEK * (4 if month else 1)
    kept, team = "1" if month else "", {"team": desk.team_id}
    return {
        "before": ROSTER.url(**{"from": first - step, "month": kept}, **team),
        "after": ROSTER.url(**{"from": first + step, "month": kept}, **team),
        "week": ROSTER.url(**{"from": first}, **team),
        "month": ROSTER.url(**{"from": first, "month": "1"}, **team),
    }


def _taken_off(desk: Roster, reader: Reader) -> list[dict[str, str]]:
    """Shifts that were removed within a day, and can be put back."""
    lately = Shift.objects.filter(roster=desk, dropped_at__gte=reader.now - FOR_A_DAY)
    return [
        {"says": f"{row.person.public_name}, {sentences([row])[0]}", "url": back.url}
        for row in lately.select_related("person").order_by("-dropped_at")
        for back in buttons(Spot.SHIFT_DROPPED, Subject(reader=reader, row=row))
    ]


PLACE = Place(label=_("Roster"), group=Group.THERE)
ROUTES = [in_menu(route(ROSTER.route, week, "roster", Who.ANYBODY), PLACE)]
