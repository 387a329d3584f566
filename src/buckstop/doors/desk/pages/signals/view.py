"""Signals: what fires now, what was, and who sends them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import SIGNALS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.signals import data
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.signals import queries
from buckstop.signals.models import Source


@require_safe
def signals(request: HttpRequest) -> HttpResponse:
    """Every trouble that runs, the newest that are over, every source."""
    reader = reader_of(request)
    running = queries.running(data.MOST)
    return page(
        request,
        reader,
        "desk/pages/signals/page.html",
        place="signals",
        sentence=data.sentence(running),
        running=data.episodes(running),
        over=data.episodes(queries.over(data.PAST)),
        sources=data.sources(reader),
        taught=data.taught(reader),
        acts=buttons(Spot.SIGNALS, Subject(reader=reader)),
    )


PLACE = Place(
    label=_("Signals"),
    group=Group.RUN,
    by=Source,
    says=_("What monitoring tells, before a customer calls."),
)
ROUTES = [in_menu(route(SIGNALS.route, signals, "signals", Who.DESK), PLACE)]
