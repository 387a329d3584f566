"""Many customers come to be known at once, from a list."""

from collections.abc import Iterable
from datetime import datetime

from buckstop.ledger.actor import Actor
from buckstop.ledger.transaction import acting
from buckstop.people.actions import contacts, customers
from buckstop.people.lists import CustomerLine
from buckstop.people.models import Customer
from buckstop.people.queries import staff


def add_each(lines: Iterable[CustomerLine], *, by: Actor, at: datetime) -> list[Customer]:
    """Add every customer of a list with its contacts: all of them or, where one is refused, none.

    Lines that are wrong are left out.
    """
    found = [line for line in lines if not line.wrong]
    wanted = {line.manager for line in found}
    managers = {one.email: one for one in staff().filter(email__in=wanted)}
    added = []
    with acting(by=by, at=at) as act:
        for line in found:
            customer = customers.add(
                name=line.name,
                domains=line.domains,
                zone=line.zone,
                tier=line.tier,
                language=line.language,
                manager=managers.get(line.manager),
                note=line.note,
                by=by,
                at=at,
            )
            for place, one in enumerate(line.contacts):
                act.flush()
                phone = line.phone if place == 0 else ""
                contacts.add(customer, name=one.name, email=one.email, phone=phone, by=by, at=at)
            act.flush()
            added.append(customer)
    return added
