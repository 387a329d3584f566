"""The leaders' figures by mail, each Monday, to whoever of them wants it."""

from datetime import datetime, time, timedelta

from django.db import transaction

from buckstop.kit.ids import uuid7
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.outbox.models import Delivery
from buckstop.people.models import Person
from buckstop.people.zones import house_zone_info
from buckstop.reliability import permissions as may
from buckstop.reliability.models import Weekly

WEEKLY = "weekly"
"""Stands in the deliveries of these; their owner is of their own."""
AT = time(7)
TOO_LATE = timedelta(days=2)
MOST = 50


def want_weekly(person: Person, *, by: Actor, at: datetime) -> None:
    """From next Monday on."""
    check(may.may_want_weekly(person, by))
    Weekly.objects.update_or_create(person=person, defaults={"next_at": next_monday(at)})


def want_no_weekly(person: Person, *, by: Actor, at: datetime) -> None:
    """Not any more."""
    del at
    check(may.may_want_no_weekly(person, by))
    Weekly.objects.filter(person=person).delete()


def send_weekly(*, at: datetime) -> int:
    """Put this week's on their way; what was missed while nobody worked goes once."""
    with transaction.atomic():
        due = Weekly.objects.filter(next_at__lte=at).select_related("person")
        rows = list(due.order_by("next_at", "person").select_for_update(of=("self",))[:MOST])
        Delivery.objects.bulk_create(
            Delivery(
                kind=WEEKLY,
                owner=uuid7(),
                address=row.person.email,
                made_at=at,
                next_try_at=at,
                expires_at=at + TOO_LATE,
            )
            for row in rows
            if row.person.email and may.leads(row.person)
        )
        keys = [row.pk for row in rows]
        Weekly.objects.filter(pk__in=keys).update(next_at=next_monday(at))
    return len(rows)


def next_monday(at: datetime) -> datetime:
    """The first Monday morning after a time, in the house's zone."""
    zone = house_zone_info()
    here = at.astimezone(zone)
    monday = here.date() + timedelta(days=-here.weekday())
    then = datetime.combine(monday, AT, zone)
    return then if then > here else datetime.combine(monday + timedelta(days=7), AT, zone)
