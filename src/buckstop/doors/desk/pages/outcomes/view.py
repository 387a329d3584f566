"""Outcomes: ten figures that one can act on, each with its trend, its interval and its list."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.weekly import WantNoWeekly, WantWeekly
from buckstop.doors.desk.addresses import FIGURE, KEPT, OUTCOMES
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.outcomes import data, kept
from buckstop.doors.desk.pages.outcomes.survey import survey_says
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.kit.replica import read_there
from buckstop.reliability.models import Weekly
from buckstop.reliability.queries.figures import FIGURES
from buckstop.reliability.queries.promises import Part
from buckstop.reliability.saying import LABELS


@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """The figures, the survey, and what we promised by team and month."""
    reader = reader_of(request)
    figures = data.figures(reader.now)
    return page(
        request,
        reader,
        "desk/pages/outcomes/page.html",
        place="outcomes",
        figures=figures,
        nothing_yet=not any(one.known for one in figures),
        survey=survey_says(reader.now),
        risk=data.risk_says(reader.now),
        tables=kept.tables(reader.now),
        weekly=_weekly(reader),
    )


def _weekly(reader: Reader) -> tuple[str, str]:
    """Where one says that one wants these by mail, or no more, and in which words."""
    gets = Weekly.objects.filter(person=reader.person).exists()
    act = WantNoWeekly if gets else WantWeekly
    return act.address.url(), str(act.label)


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
        heading=LABELS[figure],
        about=f"{data.LISTS[figure]} {_('Of the last four weeks.')}",
        rows=data.listed_rows(figure, reader.now),
        most=data.MOST,
    )


@require_safe
def promises_kept(request: HttpRequest, part: str, key: str) -> HttpResponse:
    """The promises of a month, team, level or service that were missed."""
    if part not in {*Part}:
        raise Http404
    by = Part(part)
    called = kept.name(by, key)
    if called is None:
        raise Http404
    reader = reader_of(request)
    return page(
        request,
        reader,
        "desk/pages/outcomes/figure.html",
        place="outcomes",
        heading=called,
        about=data.LISTS["promises-kept"],
        rows=kept.listed(by, key, reader.now),
        most=data.MOST,
    )


PLACE = Place(label=gettext_lazy("Outcomes"), group=Group.LEARNING)
ROUTES = [
    route(KEPT.route, read_there(promises_kept), "promises-kept", Who.LEADERS),
    in_menu(route(OUTCOMES.route, read_there(outcomes), "outcomes", Who.LEADERS), PLACE),
    route(FIGURE.route, read_there(figure), "figure", Who.LEADERS),
]
