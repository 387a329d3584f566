"""A directory says who joins, what they are called, in which groups they are, and who leaves."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.identity import entries
from buckstop.identity import permissions as may
from buckstop.identity.actions import leaving
from buckstop.identity.actions.groups import follow_groups
from buckstop.identity.models import Directory, Entrant, Group, GroupMember
from buckstop.identity.queries import is_emergency_person, known_of, known_of_group
from buckstop.identity.terms import Told, check_role_of_joiners
from buckstop.kit.addresses import normal
from buckstop.ledger.actor import DESK, Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.actions import staff
from buckstop.people.models import Person
from buckstop.people.rules import check_name, digest_of

type Seen = tuple[object, ...]
"""As what somebody, or a group, was known when it was said what they are from now on."""


def add_directory(*, name: str, role: str, by: Actor, at: datetime) -> tuple[Directory, str]:
    """A directory, and the token by which we know it: shown once, never kept."""
    name = check_name(name, _("Say what it is called."))
    check_role_of_joiners(role)
    token = _token()
    with acting(staff.found_house(by=by, at=at), by=by, at=at) as act:
        made = act.add(Directory(name=name, role=role, digest=digest_of(token), added_at=act.at))
        said = act.body(f"{name}\n{role}").digest
        act.record(entries.DirectoryAdded(directory=made.pk, said=said))
    return made, token


def renew_directory(directory: Directory, *, by: Actor, at: datetime) -> str:
    """Another token; the former opens nothing from this instant."""
    token = _token()
    with acting(staff.found_house(by=by, at=at), by=by, at=at) as act:
        directory = act.lock(directory)
        check(may.may_renew_directory(directory))
        act.change(directory, digest=digest_of(token))
        act.record(entries.DirectoryRenewed(directory=directory.pk))
    return token


def end_directory(directory: Directory, *, by: Actor, at: datetime) -> None:
    """It says nothing any more; who is here by it stays."""
    with acting(staff.found_house(by=by, at=at), by=by, at=at) as act:
        directory = act.lock(directory)
        check(may.may_end_directory(directory))
        act.change(directory, ended_at=act.at)
        act.record(entries.DirectoryEnded(directory=directory.pk))


def take_in(directory: Directory, told: Told, *, at: datetime) -> Entrant:
    """Who it names is one of us: known by their address, come back, or new."""
    email = normal(told.email)
    if email is None:
        raise Refused("mail", _("Somebody needs a mail address, as userName or among emails."))
    with acting(staff.found_house(by=DESK, at=at), by=DESK, at=at) as act:
        person = Person.objects.filter(email=email).first()
        theirs = Entrant.objects.filter(directory=directory)
        if theirs.filter(user_name__iexact=told.user_name).exists() or (
            person is not None and theirs.filter(person=person).exists()
        ):
            raise Refused("uniqueness", _("Somebody of that name is here already."))
        if person is None:
            person = staff.add(name=told.name, email=email, role=directory.role, by=DESK, at=at)
        act.flush()
        entrant = act.add(
            Entrant(
                directory=directory, person=person, user_name=told.user_name,
                external=told.external, given=told.given, family=told.family,
            )
        )  # fmt: skip
        act.record(entries.TakenIn(person=person.pk, directory=directory.pk))
    _is_active(entrant, told.active, at)
    return Entrant.objects.select_related("person").get(pk=entrant.pk)


def say_anew(entrant: Entrant, told: Told, *, seen: Seen, at: datetime) -> None:
    """What it says of somebody holds from now on: their name, their address, whether they are
    here. Refused as `raced` where they aren't known as `seen` any more."""
    person = entrant.person
    email = normal(told.email) or person.email or ""
    if email != person.email and is_emergency_person(person):
        says = _("%(who)s is the emergency person here: an admin changes their address.")
        raise Refused("emergency", says % {"who": person})
    taken = Person.objects.filter(email=email).exclude(pk=person.pk).exists()
    same = Entrant.objects.filter(directory=entrant.directory, user_name__iexact=told.user_name)
    if taken or same.exclude(pk=entrant.pk).exists():
        raise Refused("uniqueness", _("Somebody of that name is here already."))
    with acting(staff.found_house(by=DESK, at=at), by=DESK, at=at) as act:
        _check_seen(seen, known_of(entrant))
        entrant = act.lock(entrant)
        shown = person.public_name if person.public_name != person.name else ""
        staff.change(
            person, name=told.name, public_name=shown, email=email, zone=person.zone,
            by=DESK, at=at,
        )  # fmt: skip
        act.change(
            entrant, user_name=told.user_name, external=told.external, given=told.given,
            family=told.family,
        )  # fmt: skip
    _is_active(entrant, told.active, at)


def let_go(entrant: Entrant, *, at: datetime, forget: bool = False) -> None:
    """Somebody leaves: logged out now, what they own offered on now, gone once it is taken.

    `forget`: the directory knows them no more. Refused of who keeps the house open.
    """
    person = Person.objects.get(pk=entrant.person_id)
    if person.deactivated_at is None and is_emergency_person(person):
        says = _("%(who)s is the emergency person here; name another first.")
        raise Refused("emergency", says % {"who": person})
    if person.is_active:
        offered = leaving.leave_now(person, by=DESK, at=at)
        with acting(staff.found_house(by=DESK, at=at), by=DESK, at=at) as act:
            act.record(
                entries.LetGo(person=person.pk, directory=entrant.directory_id, offered=offered)
            )
    if forget:
        GroupMember.objects.filter(group__directory=entrant.directory_id, person=person).delete()
        Entrant.objects.filter(pk=entrant.pk).delete()


def _is_active(entrant: Entrant, active: bool, at: datetime) -> None:
    person = Person.objects.get(pk=entrant.person_id)
    if active and not person.is_active:
        leaving.return_now(person, by=DESK, at=at)
    elif not active and person.is_active:
        let_go(entrant, at=at)


def add_group(
    directory: Directory, *, name: str, external: str, members: Iterable[UUID], at: datetime
) -> Group:
    """One more group, with who is in it."""
    if Group.objects.filter(directory=directory, name__iexact=name).exists():
        raise Refused("uniqueness", _("There is a group of that name already."))
    with acting(staff.found_house(by=DESK, at=at), by=DESK, at=at) as act:
        group = act.add(Group(directory=directory, name=name, external=external, added_at=act.at))
    seen = known_of_group(group)
    change_group(group, name=name, external=external, members=members, seen=seen, at=at)
    return group


def change_group(
    group: Group,
    *,
    name: str,
    external: str,
    members: Iterable[UUID],
    seen: Seen,
    at: datetime,
) -> None:
    """What it is called, and who is in it; their roles and teams follow. Refused as `raced` where
    it isn't as it was `seen` any more."""
    wanted = set(members)
    known = set(
        Entrant.objects.filter(directory=group.directory_id, person__in=wanted).values_list(
            "person", flat=True
        )
    )
    if wanted - known:
        raise Refused("nobody", _("A member is nobody that this directory sent."))
    with acting(staff.found_house(by=DESK, at=at), by=DESK, at=at) as act:
        _check_seen(seen, known_of_group(group))
        group = act.lock(group)
        renamed = group.name != name
        act.change(group, name=name, external=external)
        before = set(GroupMember.objects.filter(group=group).values_list("person", flat=True))
        for key in sorted(wanted - before):
            act.add(GroupMember(group=group, person_id=key))
        GroupMember.objects.filter(group=group, person__in=before - wanted).delete()
        if before != wanted:
            act.record(
                entries.GroupSaid(group=group.pk, directory=group.directory_id, members=len(wanted))
            )
    _follow(group.directory, before | wanted if renamed else before ^ wanted, at)


def drop_group(group: Group, *, at: datetime) -> None:
    """There is no such group any more."""
    directory = group.directory
    was = set(GroupMember.objects.filter(group=group).values_list("person", flat=True))
    with acting(staff.found_house(by=DESK, at=at), by=DESK, at=at) as act:
        act.record(entries.GroupSaid(group=group.pk, directory=directory.pk, members=0))
        group.delete()
    _follow(directory, was, at)


def _check_seen(seen: Seen, now: Seen) -> None:
    """Of two who change one thing at the same moment, the second has to look first."""
    if seen != now:
        raise Refused("raced", _("Somebody changed this at the same moment. Try again."))


def _follow(directory: Directory, people: Iterable[UUID], at: datetime) -> None:
    for person in Person.objects.filter(pk__in=list(people)):
        if person.is_active:
            rows = GroupMember.objects.filter(group__directory=directory, person=person)
            names = rows.values_list("group__name", flat=True)
            follow_groups(person, list(names), otherwise=directory.role, by=DESK, at=at)


def _token() -> str:
    return f"bs_{secrets.token_urlsafe(32)}"
