"""What was given to make things right, month by month; also as a file."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buckstop.doors.desk.addresses import REMEDIES, REMEDIES_FILE
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.remedies.data import (
    cells,
    of_causes,
    of_customers,
    rows,
    totals,
)
from buckstop.doors.desk.presenting.months import asked_month
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.doors.desk.taken_out import counted
from buckstop.doors.shared.spreadsheet import as_file, lines
from buckstop.remedies.queries import granted


@require_safe
def remedies(request: HttpRequest) -> HttpResponse:
    """One month's, this one unless another is asked for."""
    reader = reader_of(request)
    month = asked_month(request, reader)
    found = list(granted(month.begins, month.ends))
    return page(
        request,
        reader,
        "desk/pages/remedies/page.html",
        month=month,
        rows=rows(found, reader),
        totals=totals(found),
        causes=of_causes(found),
        customers=of_customers(found),
        file_url=REMEDIES_FILE.url(month=month.code),
        before_url=REMEDIES.url(month=month.before),
        after_url=REMEDIES.url(month=month.after) if month.ends <= reader.now else "",
    )


@require_safe
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """The same for who keeps the accounts."""
    reader = reader_of(request)
    month = asked_month(request, reader)
    heads = [
        _("Granted"), _("Problem"), _("Customer"), _("What"), _("Minor units"), _("Currency"),
        _("Asked by"), _("Granted by"), _("Whether they have it"),
    ]  # fmt: skip
    found = granted(month.begins, month.ends).iterator(500)
    given = counted(cells(found, reader), "remedies", reader)
    return as_file(f"remedies-{month.code}", lines(heads, given))


ROUTES = [
    route(REMEDIES.route, remedies, "remedies", Who.LEADERS),
    route(REMEDIES_FILE.route, as_csv, "remedies-file", Who.LEADERS),
]
