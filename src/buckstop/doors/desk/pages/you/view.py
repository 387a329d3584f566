"""What belongs to whoever sits at the desk: their name, their look, where they are logged in."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk import sittings
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import PERSON, YOU
from buckstop.doors.desk.guard import route
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of


@dataclass(frozen=True, slots=True)
class SessionShown:
    """One session, with what ends it."""

    about: sittings.Sitting
    acts: list[Button]


@require_safe
def you(request: HttpRequest) -> HttpResponse:
    """My own page."""
    reader = reader_of(request)
    found = sittings.sittings(reader.person, request.session.session_key)
    own = buttons(Spot.PERSON, Subject(reader=reader, row=reader.person))
    home = PERSON.url(reader.person.pk)
    return page(
        request,
        reader,
        "desk/pages/you/page.html",
        person=reader.person,
        person_url=home,
        change=next((one for one in own if one.url == f"{home}change/new/"), None),
        sessions=[
            SessionShown(one, buttons(Spot.SESSION, Subject(reader=reader, row=one)))
            for one in found
        ],
        end_others=button(Spot.SESSIONS, Subject(reader=reader, row=found)),
    )


ROUTES = [route(YOU.route, you, "you")]
