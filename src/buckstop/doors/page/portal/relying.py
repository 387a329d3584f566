"""What one of a customer's people can rely on: the times that they have, and what became of what we
promised."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from buckstop.doors.components.shown.promised import promised_to
from buckstop.doors.components.shown.trust import trust_shown
from buckstop.doors.page.portal.inside import Visitor, around, inside


@inside
def relying(request: HttpRequest, visitor: Visitor, key: UUID) -> HttpResponse:
    """Of a customer for whom they speak; of others there is no such page."""
    customer = next((one.customer for one in visitor.speaks if one.customer_id == key), None)
    if customer is None:
        raise Http404
    said = {
        "customer": customer,
        "promised": promised_to(customer),
        "trust": trust_shown(customer, visitor.at),
    }
    page = "page/pages/portal_relying/page.html"
    return render(request, page, around(visitor) | said)
