"""Setting up: what is to be done, and each step."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk.addresses import SETTING_UP, SETTING_UP_STEP
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.setting_up import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of


@require_safe
def setting_up(request: HttpRequest) -> HttpResponse:
    """All steps, and which are done."""
    reader = reader_of(request)
    lines = data.lines()
    first = next((line for line in lines if not line.done and not line.dismissed), None)
    template = "desk/pages/setting_up/page.html"
    return page(request, reader, template, place="house", lines=lines, first=first)


@require_safe
def one_step(request: HttpRequest, step: str) -> HttpResponse:
    """A step."""
    return data.step_page(request, reader_of(request), data.found(step))


ROUTES = [
    route(SETTING_UP.route, setting_up, "setting-up", Who.ADMINS),
    route(SETTING_UP_STEP.route, one_step, "setting-up-step", Who.ADMINS),
]
