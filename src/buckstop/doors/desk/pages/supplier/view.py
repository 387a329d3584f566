"""One supplier."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import SERVICE, SUPPLIER
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.supplier.data import row
from buckstop.doors.desk.pages.suppliers.data import promises, there
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.doors.shared.scores import of_services, rows
from buckstop.suppliers.models import Supplier
from buckstop.suppliers.queries import people_of, supplied, zone_of
from buckstop.suppliers.scorecard import by_service, card


@require_safe
def supplier(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who a supplier is, when it is there, what it promises, who is of it."""
    reader = reader_of(request)
    if not reader.at_desk:
        raise Http404
    found = get_object_or_404(Supplier, pk=key, ended_at=None)
    on = Subject(reader=reader, row=found)
    return page(
        request,
        reader,
        "desk/pages/supplier/page.html",
        place="suppliers",
        supplier=found,
        there=there(found),
        zone_name=zone_of(found),
        promises=promises(found),
        acts=buttons(Spot.SUPPLIER, on),
        add=button(Spot.SUPPLIER_PEOPLE, on),
        score=rows(card(found, reader.now)),
        services=of_services(by_service(found, reader.now)),
        supplied=[(one.name, SERVICE.url(one.pk)) for one in supplied(found)],
        people=[row(one, reader) for one in people_of(found)],
    )


ROUTES = [route(SUPPLIER.route, supplier, "supplier", Who.PARTIES)]
