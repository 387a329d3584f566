"""Suppliers: whom we ask for help outside the house."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import SUPPLIERS
from buckstop.doors.desk.guard import route
from buckstop.doors.desk.pages.suppliers.data import listed
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of


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
        suppliers=listed(),
        add=button(Spot.SUPPLIERS, Subject(reader=reader)),
    )


ROUTES = [route(SUPPLIERS.route, every_supplier, "suppliers")]
