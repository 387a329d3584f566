"""What I was told."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from buckstop.doors.desk.guard import route
from buckstop.doors.desk.pages.notices.data import shown
from buckstop.doors.desk.presenting.problems import address
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.doors.shared.answers import done, go
from buckstop.notices.actions.telling import see
from buckstop.notices.models import Notice

SHOWN = 100


@require_safe
def all_notices(request: HttpRequest) -> HttpResponse:
    """My notices, newest first."""
    reader = reader_of(request)
    rows = Notice.objects.filter(person=reader.person).select_related("problem").order_by("-at")
    found = [shown(row) for row in rows[:SHOWN]]
    return page(request, reader, "desk/pages/notices/page.html", notices=found)


@require_POST
def sight(request: HttpRequest, key: UUID) -> HttpResponse:
    """I open what a notice is about: what I was told of that problem is seen."""
    reader = reader_of(request)
    mine = Notice.objects.filter(person=reader.person).select_related("problem")
    notice = get_object_or_404(mine, pk=key)
    see(reader.person, at=reader.now, problem=notice.problem)
    return go(request, address(notice.problem))


@require_POST
def sights(request: HttpRequest) -> HttpResponse:
    """I have seen them all."""
    reader = reader_of(request)
    see(reader.person, at=reader.now)
    return done(request, _("All seen."), to="/notices/")


ROUTES = [
    route("notices/", all_notices, "notices"),
    route("notices/all/sight/", sights, "notices-sights"),
    route("notices/<uuid:key>/sight/", sight, "notice-sight"),
]
