"""The weekly roster."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from buckstop.coverage import actions as coverage
from buckstop.coverage.models import Shift
from buckstop.coverage.queries import roster, zone_of
from buckstop.doors.components.answers import done
from buckstop.doors.components.shown.shell import Act
from buckstop.doors.desk.presenting import people
from buckstop.doors.desk.presenting.roster import days
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.kit import said_time
from buckstop.problems.queries.present import Present, present


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Who is there when, and with whom the buck stops."""
    reader = reader_of(request)
    here, desk = present(reader.now), roster()
    shifts = Shift.objects.filter(roster=desk, dropped_at=None).select_related("person")
    return page(
        request,
        reader,
        "desk/roster.html",
        place="roster",
        here=here,
        team=desk.name,
        zone_name=zone_of(desk),
        days=days(shifts.order_by("weekday", "starts"), zone_of(desk), reader),
        buck=people.row(desk.buck_stops_with, here),
        watch=_watch(here, reader),
        add=Act(label=_("Add"), url="/roster/shifts/new/") if reader.leads else None,
        change_buck=Act(label=_("Change"), url="/roster/buck/new/") if reader.leads else None,
    )


def _watch(here: Present, reader: Reader) -> str:
    """Who can be reached now."""
    if not here.on_shift:
        name = here.names[here.buck_stops_with]
        return _("Nobody is on shift; %(name)s has the watch.") % {"name": name}
    told = [
        _("%(name)s %(until)s")
        % {"name": here.names[key], "until": said_time.until(until, reader.now, reader.zone)}
        for key, until in here.on_shift.items()
    ]
    return _("On watch now: %(who)s.") % {"who": ", ".join(told)}


@require_POST
def removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take somebody off a shift."""
    reader = reader_of(request)
    shift = get_object_or_404(Shift.objects.select_related("roster"), pk=key)
    coverage.drop_shift(shift, by=reader.actor, at=reader.now)
    return done(request, _("The shift is gone."), to="/roster/")
