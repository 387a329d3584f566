"""The demo company's second and third team: they came to it lately, with rotations of their own."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from buckstop.coverage.actions import instead, rotations
from buckstop.coverage.actions import teams as coverage
from buckstop.coverage.models import Team
from buckstop.demo.shapes import Someone
from buckstop.demo.staff import FRONT_LINE, LEADS, ZONE
from buckstop.ledger.actor import DESK
from buckstop.notices.actions.ways import add_way, choose_wishes
from buckstop.notices.models import By, When
from buckstop.people.models import Person
from buckstop.people.telling import Group
from buckstop.problems.actions.pins import pin
from buckstop.problems.actions.teams import move_to_team
from buckstop.problems.commitments.ask import ask_team
from buckstop.problems.models import Problem

_MEI, _TOMASZ, _SAMIR, _FREJA, _OSKAR, _NINA, _DAVID = (
    FRONT_LINE[n] for n in (1, 2, 6, 7, 8, 9, 10)
)


@dataclass(frozen=True, slots=True)
class _Planned:
    """A team: its lead, its people in their order of turns of so many `days`, what they know."""

    name: str
    lead: Someone
    people: tuple[Someone, ...]
    days: int
    knows: tuple[str, ...]
    address: str


_TEAMS = (
    _Planned("Network", LEADS[1], (_TOMASZ, _SAMIR, _FREJA), 7,
             ("VPN", "firewall", "line"), "network@halden.example"),
    _Planned("Business applications", LEADS[2], (_OSKAR, _NINA, _DAVID, _MEI), 3,
             ("payroll", "transfers", "invoices", "report"), "applications@halden.example"),
)  # fmt: skip


_ASKED = "Does payroll still send its files through this line tonight?"
_PINNED = "Their technician is on site until five and waits for us."


def add(*, present: datetime) -> None:
    """Make them at the `present`: next week one of the network is away, and nobody stands in."""
    by: dict[str, Any] = {"by": DESK, "at": present}
    today = present.astimezone(ZoneInfo(ZONE)).date()
    monday = today - timedelta(days=today.weekday())
    staff = {person.email: person for person in Person.objects.exclude(email=None)}
    for planned in _TEAMS:
        people = [staff[one.email] for one in planned.people]
        team = coverage.add_team(name=planned.name, lead=staff[planned.lead.email], **by)
        coverage.add_members(team, people=people, **by)
        rotations.add_rotation(
            team.roster, people=people, begins=monday, hands_over=time(9), days=planned.days, **by
        )
        coverage.add_route(team, address=planned.address, customer=None, **by)
        for person, skill in zip(people, planned.knows, strict=True):
            coverage.add_skill(person, name=skill, **by)
        _move(team, people, present)
    _work_together(present)
    _add_way(staff[FRONT_LINE[0].email], present)
    _note_absence(staff[_SAMIR.email], monday + timedelta(days=9), present)


def _move(team: Team, people: list[Person], at: datetime) -> None:
    """What they own is with their team."""
    for problem in Problem.objects.running().filter(owner__in=people).select_related("owner"):
        move_to_team(problem, team=team, by=problem.owner.actor(), at=at)


def _work_together(at: datetime) -> None:
    """One team asks the other for something; somebody put a problem first until the shift ends."""
    network, applications = (Team.objects.get(name=planned.name) for planned in _TEAMS)
    theirs = Problem.objects.running().filter(team=network).select_related("owner")
    for problem in theirs.order_by("-number")[:1]:
        by: dict[str, Any] = {"by": problem.owner.actor(), "at": at}
        due = at + timedelta(hours=3)
        ask_team(problem, what=_ASKED, team=applications, due=due, **by)
        pin(problem, why=_PINNED, **by)


def _add_way(person: Person, at: datetime) -> None:
    """Told on the phone, too, but of news only when at work; nothing leaves the demo."""
    by: dict[str, Any] = {"by": person.actor(), "at": at}
    add_way(person, name="Phone", address="ntfys://ntfy.example/halden", insists=False, **by)
    choose_wishes(person, chosen={(Group.OWNED, By.PUSH): When.SHIFT}, **by)


def _note_absence(person: Person, day: date, at: datetime) -> None:
    """Away from noon to noon, in a week in which it is their turn."""
    noon = datetime.combine(day, time(12))
    instead.note_absence(
        person, starts=noon, ends=noon + timedelta(days=1), stand_in=None, by=DESK, at=at
    )
