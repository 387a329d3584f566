"""Suppliers: whom we ask for help outside the house."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import SUPPLIERS, SUPPLIERS_FILE
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.suppliers.data import cells, listed
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.doors.desk.taken_out import counted
from buckstop.doors.shared.spreadsheet import as_file, lines
from buckstop.suppliers.models import Supplier


@require_safe
def every_supplier(request: HttpRequest) -> HttpResponse:
    """Every supplier: what it supplies, and what it promises us."""
    reader = reader_of(request)
    if not reader.at_desk:
        raise Http404
    return page(
        request,
        reader,
        "desk/pages/suppliers/page.html",
        place="suppliers",
        suppliers=listed(reader.now),
        file_url=SUPPLIERS_FILE.url(),
        add=button(Spot.SUPPLIERS, Subject(reader=reader)),
    )


@require_safe
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """The months of every supplier, for a spreadsheet; minutes and shares as plain numbers."""
    reader = reader_of(request)
    if not reader.at_desk:
        raise Http404
    heads = [
        _("Supplier"), _("Service (empty: all)"), _("Month (UTC)"), _("Asked"), _("Decided"),
        _("Answered in time"),
        _("With a promise"), _("Answered as promised"), _("Moved"), _("Missed"), _("Done"),
        _("Minutes that customers waited"),
        _("In time, share"), _("In time, from"), _("In time, to"), _("As promised, share"),
        _("As promised, from"), _("As promised, to"), _("Minutes to answer, median"),
        _("Minutes to answer, 90th percentile"), _("Minutes to done, median"),
        _("Minutes to done, 90th percentile"),
    ]  # fmt: skip
    found = counted(cells(reader.now), "suppliers", reader)
    return as_file("suppliers", lines(heads, found))


PLACE = Place(
    label=gettext_lazy("Suppliers"),
    group=Group.RUN,
    by=Supplier,
    says=gettext_lazy("Who owes you answers, and how they keep their word."),
)
ROUTES = [
    route(SUPPLIERS_FILE.route, as_csv, "suppliers-file", Who.PARTIES),
    in_menu(route(SUPPLIERS.route, every_supplier, "suppliers", Who.PARTIES), PLACE),
]
