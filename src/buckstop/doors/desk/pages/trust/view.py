"""What a customer can rely on, as they read it themselves."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.components.shown.trust import trust_shown
from buckstop.doors.desk import finding
from buckstop.doors.desk.addresses import CUSTOMER, TRUST
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of


@require_safe
def trust(request: HttpRequest, key: UUID) -> HttpResponse:
    """The promises of the last year."""
    reader = reader_of(request)
    customer = finding.customer(reader, key)
    return page(
        request,
        reader,
        "desk/pages/trust/page.html",
        place="people",
        customer=customer,
        customer_url=CUSTOMER.url(customer.pk),
        tables_of={"customer": customer.pk},
        trust=trust_shown(customer, reader.now),
    )


ROUTES = [route(TRUST.route, trust, "trust", Who.DESK)]
