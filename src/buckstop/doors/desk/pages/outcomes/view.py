"""Outcomes: ten figures that one can act on, each with its trend, its interval and its list."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk.addresses import FIGURE, OUTCOMES
from buckstop.doors.desk.guard import leaders_only, route
from buckstop.doors.desk.pages.outcomes import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.reliability.queries.figures import FIGURES


@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """The figures, the survey, and what we promised by team and month."""
    reader = reader_of(request)
    return page(
        request,
        reader,
        "desk/pages/outcomes/page.html",
        place="outcomes",
        figures=data.figures(reader.now),
        survey=data.survey_says(reader.now),
        risk=data.risk_says(reader.now),
        teams=data.by_teams(reader.now),
        months=data.by_months(reader.now),
    )


@require_safe
def figure(request: HttpRequest, figure: str) -> HttpResponse:
    """What one figure is made of."""
    if figure not in FIGURES:
        raise Http404
    reader = reader_of(request)
    return page(
        request,
        reader,
        "desk/pages/outcomes/figure.html",
        place="outcomes",
        heading=data.LABELS[figure],
        about=data.LISTS[figure],
        rows=data.listed_rows(figure, reader.now),
        most=data.MOST,
    )


ROUTES = [
    route(OUTCOMES.route, leaders_only(outcomes), "outcomes"),
    route(FIGURE.route, leaders_only(figure), "figure"),
]
