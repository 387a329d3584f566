"""What is done for the house as a whole: its ledger notes how far all chains have come, and who was
erased is listed with what was.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from buckstop.kit.duties import Duty, Order, register
from buckstop.ledger.actions import keep_heads
from buckstop.ledger.actor import DESK
from buckstop.ledger.erasures import Rows, also_list
from buckstop.ledger.keeping import LAG
from buckstop.outbox.actions.keeping import keep_sent
from buckstop.people.actions.keys import next_end, tell_of_ends
from buckstop.people.actions.staff import found_house
from buckstop.people.entries import CustomerErased, PersonErased
from buckstop.people.models import Customer, Person

PERSON, CUSTOMER = "person", "customer"


def _erased(rows: QuerySet[Any], since: datetime | None) -> Rows:
    named = rows.filter(erased_at__isnull=False)
    named = named if since is None else named.filter(erased_at__gte=since)
    return named.values_list("pk", "erased_at")


def _keep_heads(at: datetime) -> int:
    """By the clock that keys are made from, which doesn't travel."""
    house, until = found_house(by=DESK, at=at), datetime.now(UTC) - LAG
    chains = keep_heads(on=house, until=until, by=DESK, at=at)
    return chains + keep_sent(on=house, until=until, by=DESK, at=at)


also_list(PERSON, PersonErased.code, lambda since: _erased(Person.objects.all(), since))
also_list(CUSTOMER, CustomerErased.code, lambda since: _erased(Customer.objects.all(), since))
register(
    Duty("keep heads", _keep_heads, order=Order.UPKEEP, every=timedelta(minutes=10)),
    Duty(
        "tell of keys that end", lambda at: tell_of_ends(at=at), order=Order.UPKEEP,
        every=timedelta(hours=1), due=next_end,
    ),
)  # fmt: skip
