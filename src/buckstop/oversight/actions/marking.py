"""Customers are marked; who opens what is theirs is on record then."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.oversight import entries
from buckstop.oversight import permissions as may
from buckstop.oversight.models import Look, Mark
from buckstop.people.actions.staff import found_house
from buckstop.people.models import Customer

HOUR = timedelta(hours=1)


def mark_customer(customer: Customer, *, why: str, by: Actor, at: datetime) -> None:
    """From now on whoever opens what is theirs is on record."""
    said = " ".join(why.split())[:500]
    if not said:
        raise Refused("why", _("Say why, for who reads it later."), "why")
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        customer = Customer.objects.get(pk=customer.pk)
        check(may.may_mark_customer(customer, by))
        if Mark.objects.filter(customer=customer, until=None).exists():
            return
        body = act.body(said)
        person = by.id if by.is_person else None
        act.add(Mark(customer=customer, by_id=person, why=body, since=act.at))
        act.record(entries.CustomerMarked(customer=customer.pk, why=body.digest))


def unmark_customer(customer: Customer, *, by: Actor, at: datetime) -> None:
    """Nobody is on record any more for opening what is theirs."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        check(may.may_unmark_customer(by))
        for mark in act.rows(Mark.objects.filter(customer=customer, until=None)):
            act.change(mark, until=act.at)
            act.record(entries.CustomerUnmarked(customer=customer.pk))


def note_look(customers: Iterable[UUID], *, what: str, by: Actor, at: datetime) -> None:
    """Somebody opened what is these marked customers'; on record once an hour at most."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    known = Look.objects.filter(viewer=by.key, hour=hour)
    fresh = set(customers).difference(known.values_list("customer", flat=True))
    if not fresh:
        return
    house = found_house(by=by, at=at)
    with acting(house, by=by, at=at) as act:
        fresh.difference_update(known.all().values_list("customer", flat=True))
        Look.objects.filter(hour__lt=hour - HOUR).delete()
        for customer in sorted(fresh):
            act.add(Look(viewer=by.key, customer=customer, hour=hour))
            act.record(entries.CustomerSeen(customer=customer, what=what), on=house)
