"""One service."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import SERVICE, SUPPLIER
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.service import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.services.models import Service
from buckstop.suppliers.queries import supplying


@require_safe
def service(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a service is, what it needs, who is hit if it stops."""
    reader = reader_of(request)
    found = get_object_or_404(Service, pk=key, ended_at=None)
    on = Subject(reader=reader, row=found)
    return page(
        request,
        reader,
        "desk/pages/service/page.html",
        place="services",
        service=found,
        acts=buttons(Spot.SERVICE, on),
        add_need=button(Spot.NEEDS, on),
        needs=data.needs(found, reader),
        needed_by=data.needed_by(found),
        suppliers=[(one.name, SUPPLIER.url(one.pk)) for one in supplying(found.pk)],
        add_use=button(Spot.USES, on),
        sentence=data.sentence(found, reader.now),
        hits=data.hits(found, reader),
        most=data.MOST,
        silences=data.silences(found, reader),
        silence_acts=buttons(Spot.SILENCES, on),
    )


ROUTES = [route(SERVICE.route, service, "service", Who.DESK)]
