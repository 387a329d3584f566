"""What goes with being in a group: said, and followed when somebody comes or a directory says."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.coverage.actions import teams
from buckstop.coverage.models import Member, Team
from buckstop.identity import entries
from buckstop.identity import permissions as may
from buckstop.identity.models import GroupRule
from buckstop.identity.queries import is_emergency_person, rules
from buckstop.identity.rules import role_of, teams_of
from buckstop.kit.text import storable
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.actions.staff import found_house
from buckstop.people.models import Person
from buckstop.people.queries import last_admin
from buckstop.people.roles import Capability, can
from buckstop.problems.actions import ownership


def add_rule(*, group: str, role: str, team: Team | None, by: Actor, at: datetime) -> GroupRule:
    """Who is in `group` has `role`, or is of `team`, from the next time on that we hear of it."""
    group = storable(group).strip()[:200]
    if not group:
        raise Refused("group", _("Write the group as the provider names it."), "group")
    if bool(role) == (team is not None):
        raise Refused("role", _("Choose a role or a team; for both, write two lines."), "role")
    if role and not can(role, Capability.BE_STAFF):
        raise Refused("role", _("Choose a role of staff."), "role")
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        same = GroupRule.objects.filter(until=None, group=group, role=role, team=team)
        if there := same.first():
            return there
        rule = act.add(GroupRule(group=group, role=role, team=team, since=act.at))
        key = team.pk if team else None
        said = act.body(group).digest
        act.record(entries.GroupRuleAdded(rule=rule.pk, role=role, team=key, said=said))
    return rule


def remove_rule(rule: GroupRule, *, by: Actor, at: datetime) -> None:
    """Nothing goes with it any more; who has a role or a team by it keeps it until we hear anew."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        rule = act.lock(rule)
        check(may.may_remove_rule(rule))
        act.change(rule, until=act.at)
        act.record(entries.GroupRuleRemoved(rule=rule.pk))


def follow_groups(
    person: Person, groups: Iterable[str], *, otherwise: str, by: Actor, at: datetime
) -> None:
    """Give `person` the role and teams that go with these groups; `otherwise` is the role where
    rules say roles, and none of the groups has one.

    The last admin and the emergency person stay what they are, whatever a provider says.
    """
    named, said = frozenset(groups), rules()
    role = role_of(named, said, otherwise)
    if role is not None and role != person.role and not _stays(person):
        ownership.change_role(person, role=role, by=by, at=at)
        person = Person.objects.get(pk=person.pk)
    for key, is_in in teams_of(named, said).items():
        team = Team.objects.filter(pk=key, ended_at=None).first()
        if team is None:
            continue
        member = Member.objects.filter(team=team, person=person, until=None).first()
        if is_in and member is None and can(person.role, Capability.OWN):
            teams.add_members(team, people=[person], by=by, at=at)
        elif not is_in and member is not None:
            teams.remove_member(member, by=by, at=at)


def _stays(person: Person) -> bool:
    return is_emergency_person(person) or last_admin(person)
