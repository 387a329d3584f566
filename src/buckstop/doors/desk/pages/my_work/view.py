"""My work: the first page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from buckstop.auditor.queries import findings
from buckstop.concerns.queries import owed
from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.desk import second_step
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.concerns import data as concerns
from buckstop.doors.desk.pages.my_work.data import groups, order_says
from buckstop.doors.desk.pages.notices.data import unseen
from buckstop.doors.desk.pages.roster.grid import Gap, gaps_of
from buckstop.doors.desk.pages.roster.lists import offered
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.doors.desk.setting_up.register import still_open
from buckstop.kit import said_time
from buckstop.problems.queries.going import goes_soon, going
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
        order_says=order_says(here, work) if work.count_now + work.count_later > 1 else "",
        count_now=work.count_now,
        notices=unseen(reader),
        gaps=_gaps(reader, here),
        buck=here.names[here.buck_stops_with],
        swaps=offered(reader),
        concerns=concerns.rows(owed(reader.person, reader.now)) if reader.leads else [],
        leaving=_leaving(reader, here),
        audited=findings(reader.now) if reader.person.pk == here.buck_stops_with else [],
        second_step=second_step.due(request, reader.person),
        steps=still_open() if reader.administers else [],
    )


def _leaving(reader: Reader, here: OnDuty) -> str:
    """That the reader's shift ends within the hour, and how much falls due before they are back."""
    if not goes_soon(reader.person, here, reader.now):
        return ""
    found = going(reader.person, here, reader.now)
    if found is None or not found.owed:
        return ""
    count = len(found.owed)
    said = ngettext(
        "Your shift ends at %(at)s; %(n)s thing falls due before you are back.",
        "Your shift ends at %(at)s; %(n)s things fall due before you are back.",
        count,
    )
    return said % {"n": count, "at": said_time.clock(found.ends, reader.zone)}


def _gaps(reader: Reader, here: OnDuty) -> list[Gap]:
    """Who leads a team fills its gaps, every lead where nobody does; with whom its buck stops
    covers them, and knows beforehand."""
    me, desks = reader.person.pk, here.desks or {None: here.desk(None)}
    teams: dict[UUID | None, str] = {
        team: here.teams.get(team, "") if team else ""
        for team, desk in desks.items()
        if me in (desk.lead, desk.buck_stops_with) or (reader.leads and desk.lead is None)
    }
    return gaps_of(here, reader.now, teams, leads=reader.leads) if teams else []


ROUTES = [route("", my_work, "work", Who.ANYBODY)]
