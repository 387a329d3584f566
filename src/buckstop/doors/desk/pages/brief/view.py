"""One page about a customer before a meeting: to read, to print, or to keep as a PDF."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk import finding
from buckstop.doors.desk.addresses import BRIEF
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.brief.data import brief
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of


@require_safe
def about_customer(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is open, what to say, promises, what was given, who speaks for them."""
    reader = reader_of(request)
    customer = finding.customer(reader, key)
    template, found = "desk/pages/brief/page.html", brief(customer, reader)
    return page(request, reader, template, place="people", brief=found)


ROUTES = [route(BRIEF.route, about_customer, "brief", Who.DESK)]
