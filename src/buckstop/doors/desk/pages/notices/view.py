"""What I was told."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import NOTICES
from buckstop.doors.desk.guard import route
from buckstop.doors.desk.pages.notices.data import shown
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.notices.models import Notice

SHOWN = 100


@require_safe
def all_notices(request: HttpRequest) -> HttpResponse:
    """My notices, newest first."""
    reader = reader_of(request)
    rows = Notice.objects.filter(person=reader.person).select_related("problem").order_by("-at")
    found = [shown(row) for row in rows[:SHOWN]]
    acts = buttons(Spot.NOTICES, Subject(reader=reader))
    return page(request, reader, "desk/pages/notices/page.html", notices=found, acts=acts)


ROUTES = [route(NOTICES.route, all_notices, "notices")]
