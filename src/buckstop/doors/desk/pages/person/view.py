"""A colleague, and how they get in."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk.addresses import PERSON
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.person.page import person_page
from buckstop.doors.desk.reader import reader_of


@require_safe
def person(request: HttpRequest, key: UUID) -> HttpResponse:
    """One colleague."""
    return person_page(request, reader_of(request), key)


ROUTES = [route(PERSON.route, person, "person", Who.ANYBODY)]
