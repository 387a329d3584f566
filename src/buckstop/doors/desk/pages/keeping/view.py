"""How long what was said is kept, for admins; each run's report, also as a file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import KEEPING, KEEPING_RUN, KEEPING_RUN_FILE
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.keeping import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.doors.desk.taken_out import counted
from buckstop.doors.shared.spreadsheet import as_file
from buckstop.doors.shared.spreadsheet import lines as file_lines
from buckstop.retention import queries
from buckstop.retention.models import Run
from buckstop.retention.settings import MONTHS

RUNS = 30
SHOWN = 500


@require_safe
def keeping(request: HttpRequest) -> HttpResponse:
    """The rules, and what the next night would erase; `?months=` as if that were the rule."""
    reader, asked = reader_of(request), request.GET.get("months", "")
    tried = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else None
    on = Subject(reader=reader)
    return page(
        request,
        reader,
        "desk/pages/keeping/page.html",
        place="house",
        says=data.summary(),
        months=MONTHS.value if tried is None else tried,
        tried=tried,
        tried_says=data.months_say(tried or 0),
        set_months=button(Spot.KEEPING, on),
        periods=data.periods(reader),
        add_period=button(Spot.PERIODS, on),
        holds=data.holds(),
        preview=queries.preview(queries.rules(tried), reader.now),
        runs=[(one, KEEPING_RUN.url(one.pk)) for one in queries.runs()[:RUNS]],
        nothing_left=queries.nothing_left(),
    )


@require_safe
def run(request: HttpRequest, key: UUID) -> HttpResponse:
    """What one run erased, by which rule, and what it kept and why."""
    found = get_object_or_404(Run, pk=key)
    rows = found.lines.select_related("problem", "hold__why", "hold__by")
    return page(
        request,
        reader_of(request),
        "desk/pages/keeping/run.html",
        place="house",
        run=found,
        lines=[(one, data.rule_says(one)) for one in rows.order_by("problem__number")[:SHOWN]],
        file_url=KEEPING_RUN_FILE.url(key),
    )


@require_safe
def as_csv(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """All of a run's report."""
    found = get_object_or_404(Run, pk=key)
    rows = counted(data.cells(found), "retention", reader_of(request))
    heads = [
        _("Problem"), _("Closed"), _("Rule"), _("Messages"), _("Files"), _("What became of it"),
        _("Why it was kept"),
    ]  # fmt: skip
    return as_file(f"keeping-{found.began_at:%Y-%m-%d}", file_lines(heads, rows))


ROUTES = [
    route(KEEPING.route, keeping, "keeping", Who.ADMINS),
    route(KEEPING_RUN.route, run, "keeping-run", Who.ADMINS),
    route(KEEPING_RUN_FILE.route, as_csv, "keeping-run-file", Who.ADMINS),
]
