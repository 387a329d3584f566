"""Speaking up: how, what one raised; and what a leader reads and owes an answer to."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from buckstop.concerns.models import Concern
from buckstop.concerns.queries import led, mine
from buckstop.concerns.rules import reads
from buckstop.doors.components.forms.concerns import CodeForm, ConcernForm
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import CONCERN, CONCERN_RECEIPT, CONCERNS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.concerns import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.doors.desk.speaking_up import as_file, choices, ticket


@require_safe
def concerns(request: HttpRequest) -> HttpResponse:
    """What one raised and reads, and both ways to raise something."""
    reader = reader_of(request)
    return page(
        request,
        reader,
        "desk/pages/concerns/page.html",
        place="concerns",
        led=data.rows(led(reader.person, reader.now)),
        mine=data.rows(mine(reader.person)),
        raise_it=button(Spot.CONCERNS, Subject(reader=reader)),
        form=ConcernForm(leaders=choices(), auto_id="anonymous_%s"),
        code_form=CodeForm(),
        ticket=ticket(reader.now.date()),
    )


@require_safe
def concern(request: HttpRequest, key: UUID) -> HttpResponse:
    """One, for whoever raised it openly and for the leaders who read it."""
    reader = reader_of(request)
    rows = Concern.objects.filter(seen_from__lte=reader.now)
    found = get_object_or_404(rows.select_related("first", "to", "person"), pk=key)
    if found.person_id != reader.person.pk and not reads(reader.person, found.first, found.to):
        raise Http404
    return page(
        request,
        reader,
        "desk/pages/concerns/concern.html",
        place="concerns",
        concern=found,
        who=data.who(found),
        lines=data.lines(found, reader.person, reader.now),
        acts=buttons(Spot.CONCERN, Subject(reader=reader, row=found)),
        receipt=CONCERN_RECEIPT.url(key) if found.person_id == reader.person.pk else "",
    )


@require_safe
def receipt(request: HttpRequest, key: UUID) -> HttpResponse:
    """The receipt of one's own, as a file."""
    mine = Concern.objects.filter(person=reader_of(request).person)
    return as_file(get_object_or_404(mine.select_related("first", "to"), pk=key))


ROUTES = [
    route(CONCERNS.route, concerns, "concerns", Who.ANYBODY),
    route(CONCERN.route, concern, "concern", Who.PARTIES),
    route(CONCERN_RECEIPT.route, receipt, "concern-receipt", Who.PARTIES),
]
