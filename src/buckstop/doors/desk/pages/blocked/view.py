"""The senders whose mail opens no problem, and that mail."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import BLOCKED
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.incoming.models import Block, Intake
from buckstop.incoming.queries import blocked, kept_of_blocked
from buckstop.mail.parse import parse

HEAD = 64 * 1024
"""Bytes of a mail in which its subject stands."""


@require_safe
def blocked_senders(request: HttpRequest) -> HttpResponse:
    """Each with its way back, and what came from them."""
    reader = reader_of(request)
    return page(
        request,
        reader,
        "desk/pages/blocked/page.html",
        acts=buttons(Spot.BLOCKED, Subject(reader=reader)),
        senders=[
            {"block": one, "acts": buttons(Spot.BLOCK, Subject(reader=reader, row=one))}
            for one in blocked()
        ],
        mails=[_mail(one, reader) for one in kept_of_blocked()],
    )


def _mail(intake: Intake, reader: Reader) -> dict[str, Any]:
    beginning = intake.raw.content()[:HEAD]
    subject = parse(beginning, envelope_from=intake.envelope_from).subject
    acts = buttons(Spot.BLOCKED_MAIL, Subject(reader=reader, row=intake))
    return {"mail": intake, "subject": subject, "acts": acts}


PLACE = Place(
    label=_("Blocked senders"), group=Group.SET_UP, by=Block, says=_("Whose mail opens nothing.")
)
ROUTES = [in_menu(route(BLOCKED.route, blocked_senders, "blocked", Who.DESK), PLACE)]
