"""What was seen of a problem, and whom it affects."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import AFFECTED, PROBLEM
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.affected import data
from buckstop.doors.desk.pages.signals.data import episodes
from buckstop.doors.desk.presenting.curve import curves
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.problems.models import Case
from buckstop.signals import queries


@require_safe
def affected(request: HttpRequest, number: int) -> HttpResponse:
    """The signals of a problem, its services, its customers."""
    reader = reader_of(request)
    problem = finding.problem(reader, number)
    on = Subject(reader=reader, problem=problem)
    rows = queries.episodes_of(problem)
    seen = episodes(rows)
    everybody = queries.affected(problem, at=reader.now)
    told = data.told(problem, reader)
    return page(
        request,
        reader,
        "desk/pages/affected/page.html",
        place="affected",
        problem=problem,
        problem_url=PROBLEM.url(number),
        sentence=data.sentence(everybody),
        seen=seen,
        curves=curves(rows),
        acts=buttons(Spot.FOUND, on) if not Case.objects.filter(problem=problem).reports() else [],
        services=data.services(problem, reader),
        add_service=button(Spot.AFFECTED_SERVICES, on),
        correct=button(Spot.AFFECTED, on),
        customers=[data.row(one, told) for one in everybody],
        tell=button(Spot.TELLING, on) if any(not one.case for one in everybody) else None,
        course=data.course(problem, reader),
    )


ROUTES = [route(AFFECTED.route, affected, "affected", Who.DESK)]
