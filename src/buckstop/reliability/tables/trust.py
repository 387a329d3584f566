"""What customers can rely on: the promises of news of a year, a row each."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from buckstop.people.models import Customer
from buckstop.people.table import SHARE, Asked, Cell, Column, Table
from buckstop.reliability.queries.promises import by_customer_and_month, house
from buckstop.reliability.rules.trust import Promises, trust


def rows(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """By name."""
    theirs: dict[UUID, Promises] = {}
    for (key, _month), promises in by_customer_and_month(asked.at).items():
        theirs[key] = theirs.get(key, Promises()) + promises
    everybody = house(asked.at)
    for customer in Customer.objects.filter(pk__in=theirs).order_by("name", "pk"):
        one = theirs[customer.pk]
        found = trust(one, everybody)
        yield (
            str(customer.pk), customer.name, one.kept, one.moved, one.missed,
            found.mean, found.low, found.high,
        )  # fmt: skip


TRUST = Table(
    "trust",
    _("Promises by customer"),
    "Promises of news to each customer in the last year, and what can be relied on.",
    page="at-risk",
    columns=(
        Column("customer", str, "its key"),
        Column("name", str, "its name"),
        Column("kept", int, "promises kept at their first time"),
        Column("moved", int, "promises kept after they were moved"),
        Column("missed", int, "promises missed"),
        Column("trust", float, f"the share that can be relied on, {SHARE}"),
        Column("trust_low", float, "with 90 % certainty at least"),
        Column("trust_high", float, "with 90 % certainty at most"),
    ),
    rows=rows,
)
