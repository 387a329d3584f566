"""What the auditor looks at, and what it found. Looking changes nothing."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from buckstop.auditor.checks import CHECKS
from buckstop.auditor.marks import last
from buckstop.auditor.models import Finding, MarkName
from buckstop.auditor.queries import findings
from buckstop.auditor.settings import HEARTBEAT, WATCHING
from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.desk.addresses import AUDITOR, SETTINGS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of


@require_safe
def auditor(request: HttpRequest) -> HttpResponse:
    """What is wrong, with whom it is, and everything that holds."""
    reader = reader_of(request)
    here = who_is_on_duty(reader.now)
    wrong = set(Finding.objects.filter(ended_at=None).values_list("check_code", flat=True))
    looked = last(MarkName.AUDITOR)
    return page(
        request,
        reader,
        "desk/pages/auditor/page.html",
        place="auditor",
        here=here,
        found=findings(reader.now),
        buck=here.names[here.buck_stops_with],
        holds=[_(check.holds) for check in CHECKS if check.code not in wrong] if looked else [],
        looked_at=looked,
        beats=bool(HEARTBEAT.value),
        watching_url=SETTINGS.url(WATCHING.name),
        beat_at=last(MarkName.HEARTBEAT),
    )


PLACE = Place(label=gettext_lazy("Auditor"), group=Group.SET_UP)
ROUTES = [in_menu(route(AUDITOR.route, auditor, "auditor", Who.LEADERS), PLACE)]
