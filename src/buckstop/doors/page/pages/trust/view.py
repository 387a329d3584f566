"""What a customer can rely on: the promises of the last year, as we read them ourselves."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from buckstop.doors.components.shown.trust import trust_shown
from buckstop.doors.page.entering import Visit, context_of, looking


@looking
def trust(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where it isn't known for which customer they write, there is no such page."""
    customer = visit.case.customer
    if customer is None:
        raise Http404
    said = {"trust": trust_shown(customer, visit.at), "back": visit.url}
    return render(request, "page/pages/trust/page.html", context_of(visit) | said)
