"""Search: problems, customers, colleagues and settings at once; the palette asks it too."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buckstop.doors.desk.addresses import SEARCH
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.search.data import Group, found, recent
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.kit.replica import read_there
from buckstop.kit.text import storable


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """What fits `q`, and of the addresses `recent` those that one may see. With htmx the groups
    alone."""
    reader = reader_of(request)
    q = " ".join(storable(request.GET.get("q", "")).split())[:200]
    lately = recent(storable(request.GET.get("recent", ""))[:2_000].split(), reader)
    groups = [Group(_("Recent"), lately)] if lately else []
    groups += found(q, reader)
    if request.headers.get("HX-Request"):
        return render(request, "desk/pages/search/found.html", {"groups": groups, "q": q})
    return page(request, reader, "desk/pages/search/page.html", q=q, groups=groups)


ROUTES = [route(SEARCH.route, read_there(everything), "search", Who.ANYBODY)]
