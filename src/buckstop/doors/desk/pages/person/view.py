"""A colleague, and how they get in."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from buckstop.coverage.models import Shift
from buckstop.coverage.queries import roster, who_is_on_duty, zone_of
from buckstop.doors.components.shown.lists import PersonShown
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import PERSON, PERSON_LINKS
from buckstop.doors.desk.guard import admins_only, route
from buckstop.doors.desk.pages.roster.data import sentences
from buckstop.doors.desk.presenting import people, problems
from buckstop.doors.desk.presenting.shell import page, person_url
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.doors.shared.answers import done
from buckstop.notices.actions import log_in_mails
from buckstop.outbox.settings import mail_leaves
from buckstop.people.actions import staff as staff_verbs
from buckstop.people.models import Person
from buckstop.people.queries import staff
from buckstop.people.roles import Role
from buckstop.problems.models import Problem
from buckstop.problems.queries.lists import PAGE
from buckstop.problems.queries.work import waiting_customers


@require_safe
def person(request: HttpRequest, key: UUID) -> HttpResponse:
    """One colleague. No figures that rank anybody."""
    return _person(request, reader_of(request), key)


def _person(request: HttpRequest, reader: Reader, key: UUID, link: str = "") -> HttpResponse:
    found = Person.objects.exclude(role=Role.CONTACT).filter(pk=key).first()
    if found is None:
        raise Http404
    here = who_is_on_duty(reader.now)
    desk = roster()
    shifts = list(Shift.objects.filter(person=found, dropped_at=None).order_by("weekday", "starts"))
    seen = Problem.objects.visible_to(reader.actor).running().filter(owner=found)
    owns = list(seen.select_related("owner").order_by("news_due")[:PAGE])
    whose = waiting_customers(problem.pk for problem in owns)
    starts = people.next_starts(shifts, reader.now, zone_of(desk))
    return page(
        request,
        reader,
        "desk/pages/person/page.html",
        place="people",
        here=here,
        person=PersonShown(
            name=found.public_name,
            url=person_url(found.pk),
            role=found.get_role_display(),
            mail=found.email or "",
            zone=found.zone,
            duty_until=here.on_shift.get(found.pk),
            next_duty=starts.get(found.pk),
            buck_stops=found.pk == here.buck_stops_with,
            deactivated_at=found.deactivated_at,
            me=found.pk == reader.person.pk,
            acts=buttons(Spot.PERSON, Subject(reader=reader, row=found, on_duty=here)),
        ),
        owns=problems.rows(owns, whose),
        shifts=sentences(shifts),
        shifts_zone=_other_zone(zone_of(desk), reader),
        link=link,
        links_url=PERSON_LINKS.url(found.pk),
        can_have_link=reader.administers and found.is_active,
        mail_leaves=mail_leaves(),
    )


def _other_zone(zone: str, reader: Reader) -> str:
    """The zone of times that aren't in the reader's own."""
    return zone if zone != reader.zone.key else ""


@require_POST
def links(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make a link that logs the person in once, and show it: this once; or mail it to them."""
    reader = reader_of(request)
    found = staff().filter(pk=key).first()
    if found is None:
        raise Http404
    if "mail" in request.POST:
        log_in_mails.invite(found, at=reader.now)
        say = _("A link is on its way to %(mail)s.") % {"mail": found.email}
        return done(request, say, to=person_url(key))
    secret = staff_verbs.make_log_in_link(found, by=reader.actor, at=reader.now)
    link = f"{settings.BASE_URL}{reverse('enter', args=[secret])}"
    return _person(request, reader, key, link=link)


ROUTES = [
    route(PERSON.route, person, "person"),
    route(PERSON_LINKS.route, admins_only(links), "person-links"),
]
