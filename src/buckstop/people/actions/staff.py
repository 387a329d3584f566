"""Staff join, change what they may do, and leave."""

import secrets
from datetime import datetime, timedelta

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import acting
from buckstop.people import entries, rules
from buckstop.people.models import House, Key, OneTimeLink, Person
from buckstop.people.rules import digest_of

LINK_LIVES = timedelta(hours=24)


def found_house(*, by: Actor, at: datetime) -> House:
    """The one row of the house, made at the first need."""
    if house := House.objects.first():
        return house
    with acting(by=by, at=at) as act:
        return act.add(House(chain=act.begin("house")))


def add(
    *, name: str, email: str, role: str, by: Actor, at: datetime, public_name: str = ""
) -> Person:
    """Add a member of staff, who logs in with `email`, once they have a link or a password."""
    email = rules.check_staff(name=name, email=email, role=role)
    said = rules.check_name(name, "A person needs a name.")
    shown = rules.check_name(public_name.strip() or name, "A person needs a name.")
    if Person.objects.filter(email=email).exists():
        raise Refused("already-there", f"{email} is already a member of staff.", "email")
    house = found_house(by=by, at=at)
    with acting(house, by=by, at=at) as act:
        person = Person(
            name=said,
            public_name=shown,
            email=email,
            role=role,
            created_at=act.at,
        )
        person.set_unusable_password()
        act.add(person)
        act.record(entries.StaffAdded(person=person.pk, role=role))
    return person


def change_role(person: Person, *, role: str, by: Actor, at: datetime) -> None:
    """Give `person` another role."""
    rules.check_role(role)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        act.change(act.fresh(person), role=role)
        act.record(entries.RoleChanged(person=person.pk, role=role))


def deactivate(person: Person, *, by: Actor, at: datetime) -> None:
    """Let `person` no longer log in. What they own has to have moved; the database checks it."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        person = act.fresh(person)
        if person.deactivated_at is None:
            act.change(person, deactivated_at=act.at)
            act.record(entries.StaffDeactivated(person=person.pk))


def make_log_in_link(person: Person, *, by: Actor, at: datetime) -> str:
    """A secret that lets `person` in once within 24 hours; only its digest is kept."""
    secret = secrets.token_urlsafe(32)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        act.add(
            OneTimeLink(person=person, digest=digest_of(secret), expires_at=act.at + LINK_LIVES)
        )
        act.record(entries.LogInLinkMade(person=person.pk))
    return secret


def use_log_in_link(secret: str, *, by: Actor, at: datetime) -> Person:
    """The person whom `secret` lets in; it works once. Raises Refused afterwards."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        link = OneTimeLink.objects.filter(digest=digest_of(secret)).select_related("person").first()
        if link is None or link.used_at or link.expires_at <= at or not link.person.is_active:
            raise Refused(
                "link-spent", "This link has been used or has expired. Ask an admin for a new one."
            )
        act.change(link, used_at=act.at)
        act.record(entries.LogInLinkUsed(person=link.person_id))
    return link.person


def add_key(*, name: str, scope: str, by: Actor, at: datetime) -> tuple[Key, str]:
    """A key for the API and its secret, which is shown once and never kept."""
    rules.check_key(name=name, scope=scope)
    secret = f"bk_{secrets.token_urlsafe(32)}"
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        key = Key(name=name, scope=scope, digest=digest_of(secret), added_at=act.at)
        act.add(key)
        act.record(entries.KeyAdded(key=key.pk, scope=scope))
    return key, secret


def withdraw_key(key: Key, *, by: Actor, at: datetime) -> None:
    """Let `key` no longer open anything."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        act.change(act.fresh(key), withdrawn_at=act.at)
        act.record(entries.KeyWithdrawn(key=key.pk))
