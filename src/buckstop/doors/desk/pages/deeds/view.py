"""Who did what in the house, for admins; also as a file, which is itself on record."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buckstop.doors.components.shown.shell import Paging
from buckstop.doors.desk.addresses import DEEDS, DEEDS_FILE
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.deeds import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.doors.desk.taken_out import counted
from buckstop.doors.shared.spreadsheet import as_file, lines
from buckstop.oversight.actions.indexing import index_deeds


@require_safe
def deeds(request: HttpRequest) -> HttpResponse:
    """A page of it, the newest first, narrowed as its address asks."""
    reader = reader_of(request)
    index_deeds()
    this, asked = data.wanted(request.GET), request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 12 else None
    rows, older = data.listed(this, before, reader)
    return page(
        request,
        reader,
        "desk/pages/deeds/page.html",
        place="house",
        rows=rows,
        wanted=this,
        **data.choices(),
        file_url=DEEDS_FILE.url(**this.kept()),
        paging=Paging(
            newer_url=DEEDS.url(**this.kept()) if before else "",
            older_url=DEEDS.url(**this.kept(), before=older) if older else "",
        ),
    )


@require_safe
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """All that the list has, for a spreadsheet."""
    reader = reader_of(request)
    index_deeds()
    found = counted(data.cells(data.wanted(request.GET), reader), "deeds", reader)
    heads = [_("When"), _("Sort"), _("Who"), _("What"), _("More"), _("About")]
    day = reader.now.astimezone(reader.zone).date().isoformat()
    return as_file(f"who-did-what-{day}", lines(heads, found))


ROUTES = [
    route(DEEDS.route, deeds, "who-did-what", Who.ADMINS),
    route(DEEDS_FILE.route, as_csv, "who-did-what-file", Who.ADMINS),
]
