"""Time spent, month by month; also as a file."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from buckstop.doors.desk.addresses import TIME_SPENT, TIME_SPENT_FILE
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.time_spent import data
from buckstop.doors.desk.presenting.months import Month, asked_month
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.doors.desk.taken_out import counted
from buckstop.doors.shared.spreadsheet import as_file, lines
from buckstop.kit.replica import read_there
from buckstop.timekeeping.models import TimeSpent
from buckstop.timekeeping.queries import between


def _found(month: Month, reader: Reader) -> "QuerySet[TimeSpent]":
    return between(month.begins.date(), month.ends.date(), actor=reader.actor)


@require_safe
def time_spent(request: HttpRequest) -> HttpResponse:
    """One month's, this one unless another is asked for."""
    reader = reader_of(request)
    month = asked_month(request, reader)
    return page(
        request,
        reader,
        "desk/pages/time_spent/page.html",
        place="problems",
        month=month,
        customers=data.by_customer(_found(month, reader), reader),
        leads=reader.leads,
        file_url=TIME_SPENT_FILE.url(month=month.code),
        before_url=TIME_SPENT.url(month=month.before),
        after_url=TIME_SPENT.url(month=month.after) if month.ends <= reader.now else "",
    )


@require_safe
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """The same for who writes the bills."""
    reader = reader_of(request)
    month = asked_month(request, reader)
    found = counted(data.cells(_found(month, reader).iterator(500)), "time", reader)
    return as_file(f"time-spent-{month.code}", lines(data.heads(), found))


ROUTES = [
    route(TIME_SPENT.route, read_there(time_spent), "time-spent", Who.DESK),
    route(TIME_SPENT_FILE.route, read_there(as_csv), "time-spent-file", Who.DESK),
]
