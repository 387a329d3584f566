"""My work: the first page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.desk.guard import route
from buckstop.doors.desk.pages.my_work.data import groups
from buckstop.doors.desk.pages.notices.data import unseen
from buckstop.doors.desk.pages.roster.grid import Gap, gaps_of
from buckstop.doors.desk.pages.roster.lists import offered
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.doors.desk.setting_up.register import still_open
from buckstop.problems.queries.work import work_of


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """What I owe next, first things first, and why they are first."""
    reader = reader_of(request)
    here = who_is_on_duty(reader.now)
    work = work_of(reader.person, on_duty=here, at=reader.now)
    return page(
        request,
        reader,
        "desk/pages/my_work/page.html",
        place="work",
        here=here,
        groups=groups(work, reader),
        count_now=work.count_now,
        notices=unseen(reader),
        gaps=_gaps(reader, here),
        buck=here.names[here.buck_stops_with],
        swaps=offered(reader),
        steps=still_open() if reader.administers else [],
    )


def _gaps(reader: Reader, here: OnDuty) -> list[Gap]:
    """Who leads a team fills its gaps, every lead where nobody does; with whom its buck stops
    covers them, and knows beforehand."""
    me, desks = reader.person.pk, here.desks or {None: here.desk(None)}
    teams: dict[UUID | None, str] = {
        team: here.teams.get(team, "") if team else ""
        for team, desk in desks.items()
        if me in (desk.lead, desk.buck_stops_with) or (reader.leads and desk.lead is None)
    }
    return gaps_of(reader.now, teams, leads=reader.leads) if teams else []


ROUTES = [route("", my_work, "work")]
