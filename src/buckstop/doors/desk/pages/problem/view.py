"""The page of a problem."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.composing import composer
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.problem.page import problem_page
from buckstop.doors.desk.reader import reader_of


@require_safe
def problem(request: HttpRequest, number: int) -> HttpResponse:
    """Everything about one problem."""
    reader = reader_of(request)
    seen, on_duty = finding.view(reader, number), who_is_on_duty(reader.now)
    forms = composer(request, seen, on_duty, reader)
    return problem_page(request, reader, seen, on_duty, forms)


ROUTES = [route(PROBLEM.route, problem, "problem", Who.PARTIES)]
