"""The record of processing, for admins: to read and to print."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk.addresses import PROCESSING_RECORD, SETTINGS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.processing_record import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.people.settings import NAME
from buckstop.retention.settings import RECORD


@require_safe
def processing_record(request: HttpRequest) -> HttpResponse:
    """What is true now."""
    return page(
        request,
        reader_of(request),
        "desk/pages/processing_record/page.html",
        place="house",
        house=NAME.value,
        fields=data.fields(),
        missing=data.missing(),
        purposes=data.purposes(),
        protections=data.protections(),
        settings_url=SETTINGS.url(RECORD.name),
    )


ROUTES = [
    route(PROCESSING_RECORD.route, processing_record, "processing-record", Who.ADMINS),
]
