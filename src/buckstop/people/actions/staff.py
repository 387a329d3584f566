"""Staff join, change what they may do, and leave."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.configuration.zones import check_zone
from buckstop.kit.text import storable
from buckstop.ledger.actor import Actor
from buckstop.ledger.bodies import digest_of as digest_of_body
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people import entries, log_ins, rules
from buckstop.people.lists import PersonLine
from buckstop.people.models import House, Key, OneTimeLink, Person
from buckstop.people.networks import check_networks
from buckstop.people.permissions import staff as may
from buckstop.people.rules import digest_of

LINK_LIVES = timedelta(hours=24)


def found_house(*, by: Actor, at: datetime) -> House:
    """The one row of the house, made at the first need."""
    if house := House.objects.first():
        return house
    with acting(by=by, at=at) as act:
        return act.add(House(chain=act.begin("house")))


def add(
    *,
    name: str,
    email: str,
    role: str,
    by: Actor,
    at: datetime,
    public_name: str = "",
    unnamed: bool = False,
) -> Person:
    """Add a member of staff, who logs in with `email`, once they have a link or a password.

    `unnamed`: the name stands in for theirs until they come and say it.
    """
    email = rules.check_staff(name=name, email=email, role=role)
    said = rules.check_name(name, _("A person needs a name."))
    shown = rules.check_name(public_name.strip() or name, _("A person needs a name."))
    if Person.objects.filter(email=email).exists():
        raise Refused(
            "already-there",
            _("%(email)s is already a member of staff.") % {"email": email},
            "email",
        )
    house = found_house(by=by, at=at)
    with acting(house, by=by, at=at) as act:
        person = Person(
            name=said,
            public_name=shown,
            email=email,
            role=role,
            unnamed=unnamed,
            created_at=act.at,
        )
        person.set_unusable_password()
        act.add(person)
        act.record(entries.StaffAdded(person=person.pk, role=role))
    return person


def add_each(people: Iterable[PersonLine], *, role: str, by: Actor, at: datetime) -> list[Person]:
    """Add everybody of a list who isn't there yet, all with one role; returns who is new."""
    rules.check_role(role)
    wanted = {one.email: one for one in people if not one.wrong}
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        there = Person.objects.filter(email__in=wanted).values_list("email", flat=True)
        added = []
        for email in wanted.keys() - set(there):
            added.append(add(name=wanted[email].name, email=email, role=role, by=by, at=at))
            act.flush()
    return sorted(added, key=lambda person: person.name)


def change(
    person: Person,
    *,
    name: str,
    public_name: str,
    email: str,
    zone: str,
    by: Actor,
    at: datetime,
    languages: Sequence[str] | None = None,
) -> Person:
    """Say anew what a member of staff is called, where they log in, in which zone they read and
    which languages they speak, which stay where none are given."""
    name = rules.check_name(name, _("A person needs a name."))
    shown = storable(public_name).strip() or name
    shown = rules.check_name(shown, _("A person needs a name."))
    email, zone = rules.check_email(email), check_zone(zone)
    if Person.objects.filter(email=email).exclude(pk=person.pk).exists():
        raise Refused(
            "already-there",
            _("%(email)s is already a member of staff.") % {"email": email},
            "email",
        )
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        person = act.lock(person)
        speaks = person.languages if languages is None else rules.check_languages(languages)
        after = {
            "name": name,
            "public name": shown,
            "mail": email,
            "time zone": zone,
            "languages": ", ".join(speaks),
        }
        before = {
            "name": person.name,
            "public name": person.public_name,
            "mail": person.email or "",
            "time zone": person.zone,
            "languages": ", ".join(person.languages),
        }
        fields, said = rules.difference(before, after)
        if not fields and not person.unnamed:
            return person
        act.change(
            person,
            name=name,
            public_name=shown,
            email=email,
            zone=zone,
            languages=speaks,
            unnamed=False,
        )
        act.record(
            entries.PersonChanged(
                person=person.pk, fields=fields, said=digest_of_body(act.body(said))
            )
        )
    return person


def come_back(person: Person, *, by: Actor, at: datetime) -> None:
    """Let somebody who had left log in again. What they owned stays where it went, and their last
    day was the one before."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        person = act.lock(person)
        check(may.may_come_back(person))
        if not person.is_active:
            act.change(person, deactivated_at=None, barred_at=None, last_day=None)
            act.record(entries.StaffReturned(person=person.pk))


def bar(person: Person, *, day: date, by: Actor, at: datetime) -> None:
    """Let `person` come in no more from this instant: sessions, keys and links end. What they own
    is theirs until others took it; then they are deactivated."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        person = act.lock(person)
        check(may.may_bar(person))
        if person.barred_at is not None:
            return
        act.change(person, barred_at=act.at, last_day=day)
        act.record(entries.StaffBarred(person=person.pk, day=day.isoformat()))
        log_ins.end_all_of(person.pk)


def end_sessions(person: Person, *, by: Actor, at: datetime) -> int:
    """Log `person` out of every browser; how many."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        check(may.may_end_sessions(person, by))
        ended = log_ins.end_all_of(person.pk)
        if ended:
            act.record(entries.SessionsEnded(person=person.pk, sessions=ended))
    return ended


def choose_password(person: Person, password: str, *, by: Actor, at: datetime) -> None:
    """Let `person` log in with `password` from now on, and with no other."""
    person.set_password(password)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        act.change(act.lock(person), password=person.password)
        act.record(entries.PasswordChosen(person=person.pk))


def change_role(person: Person, *, role: str, by: Actor, at: datetime) -> None:
    """Give `person` another role."""
    rules.check_role(role)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        act.change(act.lock(person), role=role)
        act.record(entries.RoleChanged(person=person.pk, role=role))


def set_last_day(person: Person, *, day: date | None, by: Actor, at: datetime) -> None:
    """`person` leaves at the end of that day, by which what they own has to be passed on; None:
    they stay. Deactivating them stays somebody's act."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        person = act.lock(person)
        check(may.may_set_last_day(person, by))
        if person.last_day == day:
            return
        act.change(person, last_day=day)
        if day is None:
            act.record(entries.LastDayDropped(person=person.pk))
        else:
            act.record(entries.LastDaySet(person=person.pk, day=day.isoformat()))


def deactivate(person: Person, *, by: Actor, at: datetime) -> None:
    """Let `person` no longer log in. What they own has to have moved; the database checks it."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        person = act.lock(person)
        if person.deactivated_at is None:
            act.change(person, deactivated_at=act.at)
            act.record(entries.StaffDeactivated(person=person.pk))
            log_ins.end_all_of(person.pk)


def make_log_in_link(person: Person, *, by: Actor, at: datetime, mailed: bool = False) -> str:
    """A secret that lets `person` in once within 24 hours; only its digest is kept.

    `mailed`: it goes to their address by itself, and a second step is asked for all the same.
    """
    secret = secrets.token_urlsafe(32)
    ends = at + LINK_LIVES
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        act.add(
            OneTimeLink(person=person, digest=digest_of(secret), expires_at=ends, mailed=mailed)
        )
        act.record(entries.LogInLinkMade(person=person.pk))
    return secret


def use_log_in_link(secret: str, *, by: Actor, at: datetime) -> OneTimeLink:
    """The link with its person, whom `secret` lets in; once. Raises Refused afterwards."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        link = OneTimeLink.objects.filter(digest=digest_of(secret)).select_related("person").first()
        check(may.may_use_log_in_link(link, at))
        assert link is not None
        act.change(link, used_at=act.at)
        act.record(entries.LogInLinkUsed(person=link.person_id))
    return link


def add_key(
    *,
    name: str,
    scope: str,
    by: Actor,
    at: datetime,
    ends_at: datetime | None = None,
    team: UUID | None = None,
    person: Person | None = None,
    networks: Iterable[str] = (),
) -> tuple[Key, str]:
    """A key for the API and its secret, which is shown once and never kept.

    Of what is with `team` alone; as `person`, with what their role lets them do.
    """
    rules.check_key(name=name, scope=scope)
    opens = list(check_networks(networks))
    check(may.may_add_key(scope=scope, ends_at=ends_at, person=person, at=at))
    secret = f"bk_{secrets.token_urlsafe(32)}"
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        key = Key(
            name=name,
            scope=scope,
            digest=digest_of(secret),
            added_at=act.at,
            ends_at=ends_at,
            team=team,
            person=person,
            networks=opens,
        )
        act.add(key)
        whose = person.pk if person else None
        made = entries.KeyAdded(key=key.pk, scope=scope, ends_at=ends_at, team=team, person=whose)
        act.record(made)
    return key, secret


def withdraw_key(key: Key, *, by: Actor, at: datetime) -> None:
    """Let `key` no longer open anything; again is the same."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        key = act.lock(key)
        if key.withdrawn_at is None:
            act.change(key, withdrawn_at=act.at)
            act.record(entries.KeyWithdrawn(key=key.pk))


def note_use(key: Key, *, at: datetime) -> None:
    """Remember when a key was last used, to the minute; no entry, since it is no act."""
    if key.used_at is None or at - key.used_at >= timedelta(minutes=1):
        Key.objects.filter(pk=key.pk).update(used_at=at)
