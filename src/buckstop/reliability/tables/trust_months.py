"""Promises of news by customer and month."""

from collections.abc import Iterator

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from buckstop.kit.ids import key_of
from buckstop.ledger.refused import Refused
from buckstop.people.models import Customer
from buckstop.people.table import Asked, Cell, Column, Table
from buckstop.reliability.queries.promises import by_customer_and_month


def rows(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """By customer, the oldest month first."""
    said = asked.given.get("customer", "")
    key = key_of(said)
    if said and key is None:
        raise Refused("no-customer", _now("This is no customer’s key."), "customer")
    found = by_customer_and_month(asked.at, key)
    names = Customer.objects.in_bulk({who for who, _month in found})
    for who, month in sorted(found):
        one = found[who, month]
        yield str(who), names[who].name, month, one.kept, one.moved, one.missed


TRUST_MONTHS = Table(
    "trust-months",
    _("Promises by month"),
    "Promises of news to each customer by month, of the last year.",
    page="trust",
    columns=(
        Column("customer", str, "its key"),
        Column("name", str, "its name"),
        Column("month", str, "by the house’s clock, as `2026-03`"),
        Column("kept", int, "promises kept at their first time"),
        Column("moved", int, "promises kept after they were moved"),
        Column("missed", int, "promises missed"),
    ),
    rows=rows,
    takes={"customer": "only of the customer with this key"},
)
