"""Journeys: the map of our problems, where customers lose time, and the problems behind."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buckstop.doors.components.shown.shell import Option
from buckstop.doors.desk.acts.journeys import AskForJourneys
from buckstop.doors.desk.addresses import JOURNEYS, JOURNEYS_BEHIND, JOURNEYS_FILE, PROBLEM
from buckstop.doors.desk.guard import desk_only, route
from buckstop.doors.desk.pages.journeys import data, words
from buckstop.doors.desk.pages.journeys.asked import Asked, asked
from buckstop.doors.desk.pages.journeys.drawn import drawn, how_many_details
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.doors.desk.taken_out import counted
from buckstop.doors.shared.spreadsheet import as_file, lines
from buckstop.journeys import queries
from buckstop.journeys.engine.selection import instant
from buckstop.journeys.ledger_log import WORDS
from buckstop.journeys.models import DAYS
from buckstop.kit.ids import key_of
from buckstop.services.queries import services


@require_safe
def journeys(request: HttpRequest) -> HttpResponse:
    """The journeys that the address asks for, as they were reckoned last."""
    reader = reader_of(request)
    wanted = asked(request.GET)
    view = queries.view(**wanted.of)
    found = view.found if view and view.found else None
    return page(
        request,
        reader,
        "desk/pages/journeys/page.html",
        place="journeys",
        asked=wanted,
        periods=_periods(wanted),
        services=[(str(one.pk), one.name) for one in services()],
        steps=sorted((code, str(label)) for code, label in WORDS.items()),
        waits=view is not None and found is None,
        made_at=view.made_at if view else None,
        ask_url=AskForJourneys.address.url(),
        file_url=JOURNEYS_FILE.url(**wanted.kept),
        said=data.sentences(found) if found else [],
        frictions=data.frictions(found, view and view.pk) if found else [],
        map=drawn(found, wanted.detail, view and view.pk) if found else None,
        details=how_many_details(found) if found else 0,
        rows=list(data.rows(found, view and view.pk)) if found else [],
        variants=data.variants(found) if found else [],
        all_variants=found["all_variants"] if found else 0,
    )


def _periods(wanted: Asked) -> list[Option]:
    return [
        Option(
            label=_("%(n)s days") % {"n": days},
            url=JOURNEYS.url(**(wanted.kept | {"days": str(days)})),
            chosen=wanted.days == days,
        )
        for days in DAYS
    ]


@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """The problems behind a step or an arrow."""
    reader = reader_of(request)
    wanted = key_of(request.GET.get("view", ""))
    view = queries.behind(wanted) if wanted else None
    if view is None or not view.behind:  # made anew, or no address of a page
        return redirect(JOURNEYS.url())
    step, after = request.GET.get("step", ""), request.GET.get("after", "")
    of = view.behind["arrows"].get(f"{after}\t{step}") if after else view.behind["steps"].get(step)
    if of is None:
        raise Http404
    there = queries.problems([number for number, _value in of], reader.actor)
    return page(
        request,
        reader,
        "desk/pages/journeys/behind.html",
        place="journeys",
        back=JOURNEYS.url(days=view.days),
        step=words.step(step),
        after=words.step(after) if after else "",
        problems=[
            (
                there[number],
                PROBLEM.url(number),
                words.length(value) if after else "",
                None if after else instant(value),
            )
            for number, value in of
            if number in there
        ],
    )


@require_safe
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """The table beside the map, for a spreadsheet; times in whole seconds."""
    view = queries.view(**asked(request.GET).of)
    cells = data.cells(view.found) if view and view.found else iter(())
    found = counted(cells, "journeys", reader_of(request))
    heads = [
        _("From"), _("To"), _("Times"), _("Problems"), _("Customers"), _("Seconds, median"),
        _("Seconds, 90th percentile"), _("Customers’ seconds"),
    ]  # fmt: skip
    return as_file("journeys", lines(heads, found))


ROUTES = [
    route(JOURNEYS_FILE.route, desk_only(as_csv), "journeys-file"),
    route(JOURNEYS_BEHIND.route, desk_only(behind), "journeys-behind"),
    route(JOURNEYS.route, desk_only(journeys), "journeys"),
]
