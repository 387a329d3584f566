"""My work: the first page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.desk.guard import route
from buckstop.doors.desk.pages.my_work.data import groups
from buckstop.doors.desk.pages.notices.data import unseen
from buckstop.doors.desk.pages.roster.grid import gaps
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
        gaps=gaps(reader.now, leads=reader.leads) if _hears_of_gaps(reader, here) else [],
        buck=here.names[here.buck_stops_with],
        swaps=offered(reader),
        steps=still_open() if reader.administers else [],
    )


def _hears_of_gaps(reader: Reader, here: OnDuty) -> bool:
    """Leads fill gaps; with whom the buck stops covers them, and knows beforehand."""
    return reader.leads or reader.person.pk == here.buck_stops_with


ROUTES = [route("", my_work, "work")]
