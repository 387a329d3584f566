"""A customer, at the desk."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from buckstop.doors.desk.addresses import CUSTOMER, TRUST
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.customer import data as customers
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.doors.shared.looking import opened_customer
from buckstop.oversight.queries import mark_of
from buckstop.people.models import Customer


@require_safe
def customer(request: HttpRequest, key: UUID) -> HttpResponse:
    """One customer: what is open, who speaks for them, what was before."""
    reader = reader_of(request)
    merged = Customer.objects.filter(pk=key, merged_into__isnull=False).first()
    if merged is not None:
        return redirect("customer", key=merged.merged_into_id)
    context = customers.page_of(key, reader, request.GET.get("after", ""))
    if context is None:
        raise Http404
    opened_customer(key, "customer", reader.actor, ahead=reader.ahead)
    context["mark"] = mark_of(key)
    context["trust_url"] = TRUST.url(key)
    return page(request, reader, "desk/pages/customer/page.html", place="people", **context)


ROUTES = [route(CUSTOMER.route, customer, "customer", Who.DESK)]
