"""The weekly roster."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from buckstop.coverage import actions as coverage
from buckstop.coverage.models import Roster, Shift
from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import roster, who_is_on_duty, zone_of
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.guard import leaders_only, route
from buckstop.doors.desk.pages.roster.data import days, sentences
from buckstop.doors.desk.presenting import people
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.doors.shared.answers import done
from buckstop.kit import said_time

FOR_A_DAY = timedelta(days=1)


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Who is there when, and with whom the buck stops."""
    reader = reader_of(request)
    here, desk = who_is_on_duty(reader.now), roster()
    shifts = Shift.objects.filter(roster=desk, dropped_at=None).select_related("person")
    return page(
        request,
        reader,
        "desk/pages/roster/page.html",
        place="roster",
        here=here,
        team=desk.name,
        zone_name=zone_of(desk),
        days=days(shifts.order_by("weekday", "starts"), zone_of(desk), reader),
        buck=people.row(desk.buck_stops_with, here),
        watch=_watch(here, reader),
        add=Button(label=_("Add"), url="/roster/shifts/new/") if reader.leads else None,
        change_zone=Button(label=_("Change"), url="/roster/zone/new/")
        if reader.administers
        else None,
        taken_off=_taken_off(desk, reader) if reader.leads else [],
        change_buck=Button(label=_("Change"), url="/roster/buck/new/") if reader.leads else None,
    )


def _watch(here: OnDuty, reader: Reader) -> str:
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
    undo = f"/roster/shifts/{key}/return/"
    return done(request, _("The shift is gone."), to="/roster/", undo=undo)


@require_POST
def putting_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """The shift that was removed is there again."""
    reader = reader_of(request)
    shift = get_object_or_404(Shift.objects.select_related("roster", "person"), pk=key)
    coverage.put_back_shift(shift, by=reader.actor, at=reader.now)
    return done(request, _("The shift is back."), to="/roster/")


def _taken_off(desk: Roster, reader: Reader) -> list[dict[str, str]]:
    """Shifts that were removed within a day, and can be put back."""
    lately = Shift.objects.filter(roster=desk, dropped_at__gte=reader.now - FOR_A_DAY)
    return [
        {
            "says": f"{row.person.public_name}, {sentences([row])[0]}",
            "url": f"/roster/shifts/{row.pk}/return/",
        }
        for row in lately.select_related("person").order_by("-dropped_at")
    ]


ROUTES = [
    route("roster/", week, "roster"),
    route("roster/shifts/<uuid:key>/removal/", leaders_only(removal), "shift-removal"),
    route("roster/shifts/<uuid:key>/return/", leaders_only(putting_back), "shift-return"),
]
