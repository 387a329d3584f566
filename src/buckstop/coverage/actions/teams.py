"""Teams, who is of them, and what people know."""

from collections.abc import Sequence
from datetime import datetime

from buckstop.configuration.zones import check_zone
from buckstop.coverage import entries, queries
from buckstop.coverage import permissions as may
from buckstop.coverage.models import Member, Roster, Route, Skill, Team
from buckstop.coverage.rules import checks
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Customer, Person
from buckstop.services.models import Service


def add_team(*, name: str, lead: Person | None, by: Actor, at: datetime, zone: str = "") -> Team:
    """A team, with an empty roster: until somebody is on it, the buck stops as at the desk."""
    check(may.may_add_team(lead))
    zone = check_zone(zone)
    desk = queries.roster()
    with acting(desk, by=by, at=at) as act:
        name = checks.check_team_name(name, [desk.name, *queries.names_of_teams()])
        team = Team(chain=act.begin("team"), name=name, lead=lead)
        act.add(team)
        act.add(Roster(chain=team.chain, team=team, name=name, zone=zone))
        lead_id = lead.pk if lead else None
        act.record(entries.TeamAdded(team=team.pk, lead=lead_id, zone=zone), on=team)
    return team


def change_team(
    team: Team,
    *,
    name: str,
    lead: Person | None,
    buck_stops_with: Person | None,
    by: Actor,
    at: datetime,
) -> None:
    """What it is called, who leads it, and with whom its buck stops; None: as at the desk."""
    desk = queries.roster()
    with acting(desk, team, by=by, at=at) as act:
        team = act.lock(team)
        check(may.may_change_team(team, lead, buck_stops_with))
        others = [one for one in queries.names_of_teams() if one != team.name]
        name = checks.check_team_name(name, [desk.name, *others])
        roster = act.rows(Roster.objects.filter(team=team))[0]
        act.change(team, name=name, lead=lead)
        act.change(roster, name=name, buck_stops_with=buck_stops_with)
        act.record(
            entries.TeamChanged(
                lead=lead.pk if lead else None,
                buck_stops_with=buck_stops_with.pk if buck_stops_with else None,
            ),
            on=team,
        )


def end_team(team: Team, *, by: Actor, at: datetime) -> None:
    """It is no more: what is with it is watched by the service desk from this instant."""
    with acting(team, by=by, at=at) as act:
        team = act.lock(team)
        if team.ended_at is None:
            act.change(team, ended_at=act.at)
            act.record(entries.TeamEnded())


def add_members(team: Team, *, people: Sequence[Person], by: Actor, at: datetime) -> None:
    """Take people into a team; who is of it already stays."""
    with acting(team, by=by, at=at) as act:
        check(may.may_add_members(act.lock(team), people))
        there = {member.person_id for member in queries.members(team)}
        for person in {one.pk: one for one in people if one.pk not in there}.values():
            member = Member(team=team, person=person, since=act.at)
            act.add(member)
            act.record(entries.MemberAdded(member=member.pk, person=person.pk))


def remove_member(member: Member, *, by: Actor, at: datetime) -> None:
    """Take somebody out of a team; what they own stays theirs."""
    with acting(member.team, by=by, at=at) as act:
        member = act.lock(member)
        if member.until is None:
            act.change(member, until=act.at)
            act.record(entries.MemberRemoved(member=member.pk, person=member.person_id))


def add_route(
    team: Team,
    *,
    address: str = "",
    customer: Customer | None = None,
    service: Service | None = None,
    by: Actor,
    at: datetime,
) -> Route:
    """Send what comes to an address of ours, or from a customer, or names a service, to a team; one
    of the three."""
    address = checks.check_route(address, others=len([one for one in (customer, service) if one]))
    with acting(queries.roster(), team, by=by, at=at) as act:
        check(may.may_add_route(act.lock(team)))
        same = Route.objects.filter(until=None, address=address, customer=customer, service=service)
        checks.check_goes_to(next((route.team.name for route in same.select_related("team")), ""))
        found = {"address": address, "customer": customer, "service": service}
        route = act.add(Route(team=team, since=act.at, **found))
        whose, what = customer.pk if customer else None, service.pk if service else None
        act.record(entries.RouteAdded(route=route.pk, customer=whose, service=what), on=team)
    return route


def remove_route(route: Route, *, by: Actor, at: datetime) -> None:
    """It goes to the service desk again; what came before stays where it is."""
    with acting(route.team, by=by, at=at) as act:
        route = act.lock(route)
        if route.until is None:
            act.change(route, until=act.at)
            act.record(entries.RouteRemoved(route=route.pk))


def add_skill(person: Person, *, name: str, by: Actor, at: datetime) -> Skill:
    """Note what somebody knows, in the organisation's words."""
    check(may.may_add_skill(person, by))
    name = checks.check_skill(name)
    with acting(queries.roster(), by=by, at=at) as act:
        known = Skill.objects.filter(person=person, name__iexact=name, until=None)
        if there := known.first():
            return there
        skill = Skill(person=person, name=name, since=act.at)
        act.add(skill)
        act.record(entries.SkillAdded(skill=skill.pk, person=person.pk))
    return skill


def remove_skill(skill: Skill, *, by: Actor, at: datetime) -> None:
    """They know it no more, or it was never so."""
    check(may.may_remove_skill(skill.person_id, by))
    with acting(queries.roster(), by=by, at=at) as act:
        skill = act.lock(skill)
        if skill.until is None:
            act.change(skill, until=act.at)
            act.record(entries.SkillRemoved(skill=skill.pk, person=skill.person_id))
