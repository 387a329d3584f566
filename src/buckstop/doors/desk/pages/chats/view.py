"""Chat tools that speak to us, channels of teams, and forms that send problems."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import CHATS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.chats import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of


@require_safe
def chats(request: HttpRequest) -> HttpResponse:
    """All of them, and how each does."""
    reader = reader_of(request)
    on = Subject(reader=reader)
    return page(
        request,
        reader,
        "desk/pages/chats/page.html",
        place="house",
        chats=data.chats(reader),
        add_chat=button(Spot.CHATS, on),
        rooms=data.rooms(reader),
        add_room=button(Spot.ROOMS, on),
        sources=data.sources(reader),
        add_source=button(Spot.CASE_SOURCES, on),
    )


ROUTES = [route(CHATS.route, chats, "chats", Who.ADMINS)]
