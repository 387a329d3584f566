"""How somebody is told: gateways added, tried and removed; what is told when."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.configuration.secrets import seal
from buckstop.kit.ids import uuid7
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.notices import entries
from buckstop.notices.models import By, Way, When, Wish
from buckstop.notices.permissions import (
    may_add_way,
    may_choose_wishes,
    may_remove_way,
    may_try_way,
)
from buckstop.outbox.channels.push.gateways import BY_PUSH, check_gateway, gateway_of
from buckstop.outbox.models import Delivery
from buckstop.people.actions.staff import found_house
from buckstop.people.models import Person
from buckstop.people.rules import check_name
from buckstop.people.telling import Group

NAME = 60  # characters
TRIAL = "push-trial"
"""Stands in the deliveries of trials; their owner is of their own."""
type Chosen = Mapping[tuple[Group, By], When]


def add_way(
    person: Person, *, name: str, address: str, insists: bool, by: Actor, at: datetime
) -> Way:
    """Tell `person` by a gateway from now on; its address is sealed, and never shown again."""
    called, address = check_name(name, _("Give it a name."), NAME), check_gateway(address)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        check(may_add_way(person, by))
        gateway = gateway_of(address)
        way = Way(
            person=person, name=called, gateway=gateway, sealed=seal(address), insists=insists,
            added_at=act.at,
        )  # fmt: skip
        act.add(way)
        act.record(entries.WayAdded(person=person.pk, way=way.pk, gateway=gateway))
    return way


def remove_way(way: Way, *, by: Actor, at: datetime) -> None:
    """Nothing goes there any more, and its address is forgotten."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        way = act.lock(way)
        check(may_remove_way(way, by))
        act.change(way, removed_at=act.at, sealed="")
        act.record(entries.WayRemoved(person=way.person_id, way=way.pk, gateway=way.gateway))


def try_way(way: Way, *, by: Actor, at: datetime) -> Delivery:
    """Send a message there, to see whether it arrives."""
    check(may_try_way(way, by))
    trial = Delivery(
        kind=TRIAL, owner=uuid7(), channel=BY_PUSH, address=way.key, made_at=at, next_try_at=at
    )
    return Delivery.objects.bulk_create([trial])[0]


def choose_wishes(person: Person, *, chosen: Chosen, by: Actor, at: datetime) -> None:
    """Say when `person` is told of what, by which way; what isn’t named reaches them at once."""
    said = sorted(f"{group} {way} {when}" for (group, way), when in chosen.items() if when != "now")
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        check(may_choose_wishes(person, by))
        Wish.objects.filter(person=person).delete()
        Wish.objects.bulk_create(
            Wish(person=person, group=group, by=way, when=when)
            for (group, way), when in chosen.items()
            if when != When.NOW
        )
        act.record(entries.WishesChosen(person=person.pk, chosen=", ".join(said) or "-"))
