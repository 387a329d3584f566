"""Causes: what let problems happen, and what is still owed of those that hurt."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from buckstop.doors.desk.addresses import CAUSES
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.causes import data
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.kit.replica import read_there
from buckstop.prevention.models import Cause


@require_safe
def every_cause(request: HttpRequest) -> HttpResponse:
    """Every cause that stands for itself, and the reviews that are owed."""
    reader = reader_of(request)
    owed, causes, suggested = data.owed(reader), data.causes(reader.now), data.suggested(reader)
    return page(
        request,
        reader,
        "desk/pages/causes/page.html",
        place="causes",
        owed=owed,
        causes=causes,
        suggested=suggested,
        nothing_yet=not (owed or causes or suggested),
    )


PLACE = Place(
    label=_("Causes"),
    group=Group.LEARNING,
    by=Cause,
    says=_("What let problems happen, what prevents it, and whether that held."),
)
ROUTES = [in_menu(route(CAUSES.route, read_there(every_cause), "causes", Who.DESK), PLACE)]
