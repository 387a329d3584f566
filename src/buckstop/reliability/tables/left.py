"""Customers who left, why, and how their problems had been handled; beside those who stayed."""

from collections.abc import Iterator
from dataclasses import astuple
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from buckstop.people.models import Customer
from buckstop.people.table import Asked, Cell, Column, Table
from buckstop.reliability.queries.handled import handled
from buckstop.reliability.queries.risk import left


def rows(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """Those who left, the last first; then those who stayed and had a problem, by name."""
    happened = dict(handled(asked.at))
    for one in left():
        who = one.customer.merged_into_id or one.customer_id
        said = happened.pop(who, None)
        yield (
            str(who), one.customer.name, True, one.at, one.because, str(one.why),
            *(astuple(said) if said else (None,) * 5),
        )  # fmt: skip
    for customer in Customer.objects.filter(pk__in=happened).order_by("name", "pk"):
        said = happened[customer.pk]
        yield (str(customer.pk), customer.name, False, None, None, None, *astuple(said))


LEFT = Table(
    "customers-left",
    _("Who left, and who stayed"),
    "Who left and why, and what happened to them in the year before; to those who stayed, in the"
    " last one.",
    page="at-risk",
    columns=(
        Column("customer", str, "its key"),
        Column("name", str, "its name"),
        Column("left", bool, "whether they left"),
        Column("left_at", datetime, "when that was noted"),
        Column("because", str, "the main reason, as far as it is known"),
        Column("why", str, "in words"),
        Column("missed", bool, "a promise of news to them was missed; empty without a problem"),
        Column("reopened", bool, "it was said to be fixed, and wasn’t"),
        Column("above", bool, "they asked for somebody above"),
        Column("passed", bool, "a problem of theirs went to another owner"),
        Column("hard", bool, "they found it hard, with 3 or less of 7"),
    ),
    rows=rows,
)
