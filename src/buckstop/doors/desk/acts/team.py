"""Teams: made, changed, ended; who is of them; what people know."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage import permissions as may
from buckstop.coverage.actions import teams
from buckstop.coverage.models import Member, Route, Skill, Team
from buckstop.coverage.queries import buck, members, skill_names
from buckstop.doors.components.forms.base import Choices, Plain
from buckstop.doors.components.forms.teams import (
    MembersForm,
    NewTeamForm,
    RouteForm,
    SkillForm,
    TeamForm,
)
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.person import PersonAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import PERSON, TEAM, TEAMS
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting import people
from buckstop.ledger.refused import Refused
from buckstop.people.models import Person
from buckstop.people.queries import desk, here, staff
from buckstop.services.models import Service
from buckstop.services.queries import services


def _person(key: str) -> Person | None:
    return Person.objects.get(pk=key) if key else None


class _TeamAct(DeskAct):
    """An act of leaders on teams."""

    who = Who.LEADERS
    in_bar = "teams"

    @property
    def back(self) -> str:
        return TEAMS.url()

    def who_may_lead(self) -> Choices:
        """Who may lead a team."""
        leading = [person for person in desk() if not may.may_add_team(person)]
        return people.choices(leading, self.on_duty, self.reader)


class AddTeam(_TeamAct):
    """One more team; with the first one there are two, since there is the service desk."""

    label = gettext_lazy("Add a team")
    noun = f"{TEAMS.route}additions/"
    where = (Where(Spot.TEAMS),)
    form = NewTeamForm
    submit = gettext_lazy("Add it")

    def options(self) -> dict[str, Any]:
        return {"leads": self.who_may_lead()}

    def context(self) -> dict[str, Any]:
        lead = _("It has a roster of its own. Whatever names no team stays with the service desk.")
        return {"lead": lead}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        team = teams.add_team(
            name=filled["name"], lead=_person(filled["lead"]), zone=filled["zone"], **self.by
        )
        said = _("%(team)s is a team. Add its members.") % {"team": team.name}
        return Confirmation(said, to=TEAM.url(team.pk))


class _OfTeam(_TeamAct):
    """An act on one team."""

    before = TEAM.route
    team: Team

    def find(self, **keys: Any) -> None:
        rows = Team.objects.filter(ended_at=None).select_related("roster")
        self.team = get_object_or_404(rows, pk=keys["key"])

    @property
    def back(self) -> str:
        return TEAM.url(self.team.pk)


class ChangeTeam(_OfTeam):
    """Its name, who leads it, with whom its buck stops."""

    label = gettext_lazy("Change")
    noun = "change/"
    where = (Where(Spot.TEAM, 10),)
    form = TeamForm
    submit = gettext_lazy("Keep it")

    def options(self) -> dict[str, Any]:
        team, own = self.team, self.team.roster.buck_stops_with_id
        initial = {"name": team.name, "lead": team.lead_id or "", "buck_stops_with": own or ""}
        return {
            "leads": self.who_may_lead(),
            "people": people.choices(desk(), self.on_duty, self.reader),
            "house": buck().public_name,
            "initial": initial,
        }

    def context(self) -> dict[str, Any]:
        return {"lead": "", "heading": _("Change %(team)s") % {"team": self.team.name}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        teams.change_team(
            self.team,
            name=filled["name"],
            lead=_person(filled["lead"]),
            buck_stops_with=_person(filled["buck_stops_with"]),
            **self.by,
        )
        return Confirmation(_("Kept."))


class Nothing(Plain):
    """There is only yes to say."""


class EndTeam(_OfTeam):
    """It is no more."""

    label = gettext_lazy("End the team")
    noun = "end/"
    where = (Where(Spot.TEAM, 20),)
    form = Nothing
    submit = gettext_lazy("End it")

    def context(self) -> dict[str, Any]:
        heading = _("End %(team)s") % {"team": self.team.name}
        lead = _("Its roster ends with it. What is with it stays with its owners, and the service"
                 " desk watches over it.")  # fmt: skip
        return {"heading": heading, "lead": lead}

    @property
    def after(self) -> str:
        return TEAMS.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        teams.end_team(self.team, **self.by)
        return Confirmation(_("%(team)s has ended.") % {"team": self.team.name})


class AddMembers(_OfTeam):
    """Who is of it."""

    label = gettext_lazy("Add")
    heading = gettext_lazy("Add members")
    noun = "members/"
    where = (Where(Spot.MEMBERS),)
    form = MembersForm
    submit = gettext_lazy("Add them")

    def options(self) -> dict[str, Any]:
        there = {member.person_id for member in members(self.team)}
        others = [person for person in staff() if person.pk not in there]
        return {"people": people.choices(others, self.on_duty, self.reader)}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        chosen = list(Person.objects.filter(pk__in=filled["people"]).order_by("name"))
        teams.add_members(self.team, people=chosen, **self.by)
        return Confirmation(_("They are members of %(team)s now.") % {"team": self.team.name})


class RemoveMember(_TeamAct):
    """Somebody is of it no more."""

    label = gettext_lazy("Remove")
    under = "members/<uuid:key>/"
    before = TEAMS.route
    noun = "removal/"
    where = (Where(Spot.MEMBER),)
    member: Member

    def find(self, **keys: Any) -> None:
        rows = Member.objects.select_related("team", "person")
        self.member = get_object_or_404(rows, pk=keys["key"])

    @property
    def back(self) -> str:
        return TEAM.url(self.member.team_id)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        teams.remove_member(self.member, **self.by)
        said = {"who": self.member.person.public_name, "team": self.member.team.name}
        return Confirmation(_("%(who)s has left %(team)s.") % said)


class AddRoute(_OfTeam):
    """What goes to it."""

    label = gettext_lazy("Add")
    heading = gettext_lazy("What comes to this team")
    noun = "routes/"
    where = (Where(Spot.ROUTES),)
    form = RouteForm
    submit = gettext_lazy("Send it there")

    def context(self) -> dict[str, Any]:
        return {"lead": _("A customer goes before an address, an address before a service.")}

    def options(self) -> dict[str, Any]:
        return {"services": [(str(one.pk), one.name) for one in services()]}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        name, customer = filled["customer"].strip(), None
        if name:
            customer = here().filter(name__iexact=name).first()
            if customer is None:
                raise Refused("unknown", _("No customer is called so."), "customer")
        service = Service.objects.get(pk=key) if (key := filled.get("service")) else None
        goes = {"address": filled["address"], "customer": customer, "service": service}
        teams.add_route(self.team, **goes, **self.by)
        return Confirmation(_("It goes to %(team)s from now on.") % {"team": self.team.name})


class RemoveRoute(_TeamAct):
    """It goes to the service desk again."""

    label = gettext_lazy("Remove")
    before = TEAMS.route
    under = "routes/<uuid:key>/"
    noun = "removal/"
    where = (Where(Spot.ROUTE),)
    route: Route

    def find(self, **keys: Any) -> None:
        self.route = get_object_or_404(Route.objects.select_related("team"), pk=keys["key"])

    @property
    def back(self) -> str:
        return TEAM.url(self.route.team_id)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        teams.remove_route(self.route, **self.by)
        return Confirmation(_("It goes to the service desk again."))


class AddSkill(PersonAct):
    """Something that somebody knows; everybody may say so of themselves."""

    label = gettext_lazy("Add")
    heading = gettext_lazy("What they know")
    who = Who.DESK
    noun = "skills/"
    where = (Where(Spot.SKILLS),)
    form = SkillForm
    submit = gettext_lazy("Add it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return super().may(on) and not may.may_add_skill(on.row, on.reader.actor)

    def options(self) -> dict[str, Any]:
        return {"known": skill_names()}

    def context(self) -> dict[str, Any]:
        return {"lead": _("Problems of a team whose title speaks of it go to them first.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        self.only_who_works_here()
        teams.add_skill(self.person, name=filled["name"], **self.by)
        return Confirmation(_("Noted."))


class RemoveSkill(DeskAct):
    """They know it no more."""

    label = gettext_lazy("Remove")
    who = Who.DESK
    before = PERSON.route.replace("<uuid:key>/", "")
    under = "skills/<uuid:key>/"
    noun = "removal/"
    where = (Where(Spot.SKILL),)
    skill: Skill

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_remove_skill(on.row.person_id, on.reader.actor)

    def find(self, **keys: Any) -> None:
        self.skill = get_object_or_404(Skill, pk=keys["key"])

    @property
    def back(self) -> str:
        return PERSON.url(self.skill.person_id)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        teams.remove_skill(self.skill, **self.by)
        return Confirmation(_("Removed."))
