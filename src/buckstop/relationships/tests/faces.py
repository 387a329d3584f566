"""Somebody has the relationship with Nordbank."""

from buckstop.ledger.actor import DESK
from buckstop.people.actions import customers
from buckstop.people.models import Customer, Person
from buckstop.problems.tests.world import World


def has_relationship(world: World, person: Person, customer: Customer | None = None) -> None:
    """`person` is the account manager of `customer`, or of Nordbank."""
    theirs = customer or world.nordbank
    customers.change(
        theirs,
        name=theirs.name,
        domains=tuple(theirs.domains.values_list("name", flat=True)),
        zone="",
        manager=person,
        note="",
        by=DESK,
        at=world.now,
    )
