"""A group of settings: what each does, what it is, who said so."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.configuration.group import GROUPS
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import SETTINGS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.settings import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of


@require_safe
def settings(request: HttpRequest, group: str) -> HttpResponse:
    """What the settings of a group are, and how they came to be so."""
    if group not in GROUPS or GROUPS[group].own_page:
        raise Http404
    reader, found = reader_of(request), GROUPS[group]
    return page(
        request,
        reader,
        "desk/pages/settings/page.html",
        place="house",
        group=found,
        settings=data.lines(found),
        changes=data.changes(found, reader),
        change=button(Spot.SETTINGS, Subject(reader=reader, row=found)),
    )


ROUTES = [route(SETTINGS.route, settings, "settings", Who.ANYBODY)]
