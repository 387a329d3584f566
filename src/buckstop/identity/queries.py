"""Reads of who may come in."""

from django.db.models import QuerySet

from buckstop.identity.models import Directory, Entrant, Group, GroupRule, Provider
from buckstop.identity.rules import Rule
from buckstop.identity.settings import EMERGENCY, PASSWORDS
from buckstop.people.models import Person
from buckstop.people.rules import digest_of


def providers() -> "QuerySet[Provider]":
    """Those that weren't removed, in the order of their names."""
    return Provider.objects.filter(ended_at=None).order_by("name")


def open_providers() -> "QuerySet[Provider]":
    """Those by which one may come in now."""
    return providers().filter(off_at=None)


def directories() -> "QuerySet[Directory]":
    """Those that say who joins and leaves, in the order of their names."""
    return Directory.objects.filter(ended_at=None).order_by("name")


def directory_of(token: str) -> Directory | None:
    """The directory whose token that is."""
    return directories().filter(digest=digest_of(token)).first()


def known_of(entrant: Entrant) -> tuple[object, ...]:
    """What a directory's person is known as now: two that differ were changed in between."""
    one = Entrant.objects.select_related("person").get(pk=entrant.pk)
    said = (one.user_name, one.external, one.given, one.family)
    return *said, one.person.name, one.person.email, one.person.is_active


def known_of_group(group: Group) -> tuple[object, ...]:
    """The same of a group, with who is in it."""
    one = Group.objects.get(pk=group.pk)
    return one.name, one.external, frozenset(one.members.values_list("person", flat=True))


def rules() -> list[Rule]:
    """What goes with groups now."""
    rows = GroupRule.objects.filter(until=None).order_by("group", "since")
    return [Rule(row.group, row.role, row.team_id) for row in rows]


def is_emergency_person(person: Person) -> bool:
    """Whether it is who may always come in by a password."""
    return EMERGENCY.value == str(person.pk)


def may_use_password(person: Person) -> bool:
    """Whether a password lets them in: while the house has passwords, or as emergency person."""
    return PASSWORDS.value or is_emergency_person(person)
