"""The page of a problem."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.composing import composer
from buckstop.doors.desk.presenting.problem_page import problem_page
from buckstop.doors.desk.reader import reader_of
from buckstop.doors.desk.views import finding
from buckstop.problems.queries.present import present


@require_safe
def problem(request: HttpRequest, number: int) -> HttpResponse:
    """Everything about one problem."""
    reader = reader_of(request)
    seen, on_duty = finding.view(reader, number), present(reader.now)
    forms = composer(request, seen, on_duty, reader)
    return problem_page(request, reader, seen, on_duty, forms)
