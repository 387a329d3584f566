"""One program that hears what happens: how it stands, and each thing that was sent."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import WEBHOOK, WEBHOOKS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.webhooks import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.webhooks.models import Endpoint
from buckstop.webhooks.queries import newest, waiting


@require_safe
def webhook(request: HttpRequest, key: UUID) -> HttpResponse:
    """The newest first."""
    reader = reader_of(request)
    rows = Endpoint.objects.select_related("owner", "problem")
    endpoint = get_object_or_404(rows, pk=key)
    return page(
        request,
        reader,
        "desk/pages/webhook/page.html",
        place="house",
        row=data.row(endpoint, waiting().get(endpoint.pk, 0)),
        lines=[data.line(one) for one in newest(endpoint, data.SHOWN)],
        all_url=WEBHOOKS.url(),
        acts=buttons(Spot.WEBHOOK, Subject(reader=reader, row=endpoint)),
    )


ROUTES = [route(WEBHOOK.route, webhook, "webhook", Who.ADMINS)]
