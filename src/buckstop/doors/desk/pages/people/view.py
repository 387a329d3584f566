"""Staff and customers."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from buckstop.coverage.queries import buck, next_duty, who_is_on_duty
from buckstop.doors.components.shown.shell import Paging
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import NAMES, PEOPLE
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.customer import data as customers
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting import people
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.kit.text import storable
from buckstop.people.queries import here as have_customers
from buckstop.people.queries import left, staff


@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    """Staff, those on duty first, and customers."""
    reader = reader_of(request)
    here = who_is_on_duty(reader.now)
    q = storable(request.GET.get("q", "")).strip()[:120]
    found = [one for one in staff() if q.casefold() in f"{one.name} {one.email}".casefold()]
    starts = next_duty(reader.now)
    rows = [people.row(one, here, next_duty=starts.get(one.pk)) for one in found]
    gone = [one for one in left() if q.casefold() in f"{one.name} {one.email}".casefold()]
    listed, older = customers.listed(q, request.GET.get("after", ""))
    return page(
        request,
        reader,
        "desk/pages/people/page.html",
        place="people",
        here=here,
        q=q,
        buck=people.row(buck(), here),
        on_duty=[row for row in rows if row.duty_until],
        others=[row for row in rows if not row.duty_until],
        left=[people.row(one, here) for one in gone] if reader.administers else [],
        customers=listed if reader.at_desk else [],
        paging=Paging(older_url=older) if reader.at_desk else Paging(),
        administers=reader.administers,
        add=button(Spot.STAFF, Subject(reader=reader)),
        add_team=None if here.teams else button(Spot.TEAMS, Subject(reader=reader)),
        add_customer=button(Spot.CUSTOMERS, Subject(reader=reader)),
        has_customers=reader.at_desk and have_customers().filter(manager=reader.person).exists(),
    )


@require_safe
def names(request: HttpRequest) -> HttpResponse:
    """The names of those to whom a note can speak, those on duty first."""
    reader = reader_of(request)
    if not reader.at_desk:
        raise Http404
    here = who_is_on_duty(reader.now)
    others = [one for one in staff() if one != reader.person]
    others.sort(key=lambda one: (one.pk not in here.on_shift, one.public_name.casefold()))
    return JsonResponse({"names": [one.public_name for one in others]})


PLACE = Place(label=_("People"), group=Group.THERE, in_bar=True)
ROUTES = [
    in_menu(route(PEOPLE.route, everybody, "people", Who.ANYBODY), PLACE),
    route(NAMES.route, names, "names", Who.PARTIES),
]
