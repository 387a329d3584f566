"""The brands, and whose each address of the desk is."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import BRANDS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.brands import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of


@require_safe
def brands(request: HttpRequest) -> HttpResponse:
    """Every brand, and every address of the desk."""
    reader = reader_of(request)
    return page(
        request,
        reader,
        "desk/pages/brands/page.html",
        place="house",
        brands=data.brands(reader),
        addresses=data.addresses(reader),
        forms=data.forms(),
        add=button(Spot.BRANDS, Subject(reader=reader)),
    )


ROUTES = [route(BRANDS.route, brands, "brands", Who.ADMINS)]
