"""The review of a problem that hurt."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import PROBLEM, REVIEW
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.review import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.kit.replica import read_there
from buckstop.prevention.queries import review_of


@require_safe
def review(request: HttpRequest, number: int) -> HttpResponse:
    """What let it happen, and what we learnt of it, to be read in two minutes."""
    reader = reader_of(request)
    problem = finding.problem(reader, number)
    found = review_of(problem)
    if found is None:
        raise Http404
    on = Subject(reader=reader, problem=problem, row=found)
    return page(
        request,
        reader,
        "desk/pages/review/page.html",
        place="problems",
        problem=problem,
        problem_url=PROBLEM.url(number),
        review=found,
        why=data.why_says(found),
        parts=data.parts(found),
        causes=data.causes(problem, reader),
        add=button(Spot.LEARNING, on),
        acts=buttons(Spot.REVIEW, on),
    )


ROUTES = [route(REVIEW.route, read_there(review), "review", Who.DESK)]
