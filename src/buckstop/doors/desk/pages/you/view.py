"""What belongs to whoever sits at the desk: their name, their look, where they are logged in."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buckstop.chat.queries import links_of
from buckstop.coverage.calendars import address_of
from buckstop.coverage.models import Feed
from buckstop.doors.components.look import portrait_url
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk import sittings
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import PERSON, YOU
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.presenting.people import spoken
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.notices.models import By, When
from buckstop.notices.ways import LABELS, WayShown, groups_of, ways_of, wishes_of
from buckstop.people.models import Person
from buckstop.people.speaking import LANGUAGES


@dataclass(frozen=True, slots=True)
class SessionShown:
    """One session, with what ends it."""

    about: sittings.Sitting
    acts: list[Button]


@dataclass(frozen=True, slots=True)
class OfferedWay:
    """One gateway, with what is done with it."""

    about: WayShown
    acts: list[Button]


def _wishes(person: Person) -> list[tuple[str, str]]:
    """Each group of facts, and when one is told of it in words."""
    chosen, by = wishes_of(person), list(By) if ways_of(person) else [By.MAIL]
    return [
        (
            _(LABELS[group]),
            " · ".join(f"{way.label} {chosen.get((group, way), When.NOW).label}" for way in by),
        )
        for group in groups_of(person)
    ]


@dataclass(frozen=True, slots=True)
class LinkedAccount:
    """One account in chat that is theirs, with what parts it from them."""

    name: str
    chat: str
    acts: list[Button]


@dataclass(frozen=True, slots=True)
class CalendarShown:
    """The address of one calendar, with what withdraws it."""

    of: str
    address: str
    acts: list[Button]


def _calendars(reader: Reader) -> list[CalendarShown]:
    feeds = Feed.objects.filter(person=reader.person, ended_at=None).select_related("roster")
    return [
        CalendarShown(
            _("Roster: %(name)s") % {"name": one.roster.name} if one.roster else _("My turns"),
            address_of(one),
            buttons(Spot.CALENDAR, Subject(reader=reader, row=one)),
        )
        for one in feeds.order_by("made_at")
    ]


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
        languages=spoken(reader.person),
        picture=portrait_url(reader.person),
        picture_acts=buttons(Spot.PICTURE, Subject(reader=reader, row=reader.person)),
        change=next((one for one in own if one.url == f"{home}change/new/"), None),
        sessions=[
            SessionShown(one, buttons(Spot.SESSION, Subject(reader=reader, row=one)))
            for one in found
        ],
        language_name=LANGUAGES.get(reader.person.reads_in) or _("as the browser asks"),
        change_language=button(Spot.LANGUAGE, Subject(reader=reader)),
        calendars=_calendars(reader),
        make_calendar=button(Spot.CALENDARS, Subject(reader=reader)),
        add_way=button(Spot.WAYS, Subject(reader=reader)),
        ways=[
            OfferedWay(one, buttons(Spot.WAY, Subject(reader=reader, row=one.way)))
            for one in ways_of(reader.person)
        ],
        link_account=button(Spot.ACCOUNTS, Subject(reader=reader)),
        accounts=[
            LinkedAccount(
                one.name, str(one.chat), buttons(Spot.ACCOUNT, Subject(reader=reader, row=one))
            )
            for one in links_of(reader.person)
        ],
        choose_wishes=button(Spot.WISHES, Subject(reader=reader)),
        wishes=_wishes(reader.person),
        end_others=button(Spot.SESSIONS, Subject(reader=reader, row=found)),
    )


ROUTES = [route(YOU.route, you, "you", Who.ANYBODY)]
