"""The page of a colleague, as it is read and after a link was made."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from buckstop.coverage.models import Shift, Skill
from buckstop.coverage.queries import (
    next_duty,
    roster,
    skills,
    teams_of,
    who_is_on_duty,
    zone_of,
)
from buckstop.doors.components.look import portrait_url
from buckstop.doors.components.shown.lists import PersonShown, SkillShown
from buckstop.doors.desk import sittings
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.pages.roster.data import sentences
from buckstop.doors.desk.presenting import problems
from buckstop.doors.desk.presenting.people import spoken
from buckstop.doors.desk.presenting.shell import page, person_url
from buckstop.doors.desk.reader import Reader
from buckstop.people.models import Person
from buckstop.people.roles import Capability, roles_with
from buckstop.problems.models import Problem
from buckstop.problems.queries.lists import PAGE
from buckstop.problems.queries.work import waiting_customers


def person_page(request: HttpRequest, reader: Reader, key: UUID, *, link: str = "") -> HttpResponse:
    """One colleague. No figures that rank anybody. `link`: a fresh one, shown this once."""
    found = Person.objects.filter(role__in=roles_with(Capability.BE_STAFF)).filter(pk=key).first()
    if found is None:
        raise Http404
    here = who_is_on_duty(reader.now)
    desk = roster()
    shifts = list(Shift.objects.filter(person=found, dropped_at=None).order_by("weekday", "starts"))
    seen = Problem.objects.visible_to(reader.actor).running().filter(owner=found)
    owns = list(seen.select_related("owner").order_by("news_due")[:PAGE])
    whose = waiting_customers(problem.pk for problem in owns)
    starts = next_duty(reader.now)
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
            languages=spoken(found),
            picture=portrait_url(found),
            picture_acts=buttons(Spot.PICTURE, Subject(reader=reader, row=found)),
            duty_until=here.on_shift.get(found.pk),
            next_duty=starts.get(found.pk),
            buck_stops=found.pk == here.buck_stops_with,
            last_day=found.last_day,
            deactivated_at=found.deactivated_at,
            me=found.pk == reader.person.pk,
            team=", ".join(team.name for team in teams_of(found.pk)) if here.teams else "",
            skills=[_skill(one, reader) for one in skills(found.pk)],
            add_skill=button(Spot.SKILLS, Subject(reader=reader, row=found)),
            acts=buttons(Spot.PERSON, Subject(reader=reader, row=found, on_duty=here)),
        ),
        owns=problems.rows(owns, whose),
        shifts=sentences(shifts),
        shifts_zone=_other_zone(zone_of(desk), reader),
        link=link,
        end_sessions=button(Spot.PERSON_SESSIONS, Subject(reader=reader, row=found))
        if reader.administers
        else None,
        sessions=sittings.sittings(found, None) if reader.administers else [],
    )


def _skill(skill: Skill, reader: Reader) -> SkillShown:
    remove = button(Spot.SKILL, Subject(reader=reader, row=skill))
    return SkillShown(name=skill.name, remove=remove)


def _other_zone(zone: str, reader: Reader) -> str:
    """The zone of times that aren't in the reader's own."""
    return zone if zone != reader.zone.key else ""
