"""Cases that ended well: what happened in each, and how easy the customer said that it was."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import batched

from django.utils.translation import gettext_lazy as _

from buckstop.people.models import Customer
from buckstop.people.roles import Capability
from buckstop.people.table import Asked, Cell, Column, Table
from buckstop.problems.models import Problem
from buckstop.reliability.queries.effort import each

YEAR = timedelta(days=365)
PART = 1000


def rows(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """In the order in which they ended, of the last year."""
    for some in batched(each(asked.at - YEAR, asked.at), PART):
        problems = Problem.objects.in_bulk([problem for problem, *_rest in some])
        customers = Customer.objects.in_bulk([key for _p, _at, key, _rest in some if key])
        for problem, ended, key, (score, *facts, days) in some:
            customer = customers.get(key) if key else None
            yield (
                problems[problem].ref, str(key) if key else None,
                customer.name if customer else None, ended, score, *facts, float(days),
            )  # fmt: skip


EFFORT = Table(
    "effort",
    _("How easy customers found it"),
    "Cases of the last year that ended with the customer’s word, and how easy they found it.",
    page="outcomes",
    columns=(
        Column("problem", str, "its problem"),
        Column("customer", str, "the customer’s key, where it is clear"),
        Column("name", str, "their name"),
        Column("ended_at", datetime, "when they said that it is solved"),
        Column("score", int, "how easy it was, from 1 to 7; empty where they didn’t say"),
        Column("wrote", int, "how often they had to write"),
        Column("passed", int, "how often it went to another owner"),
        Column("broken", int, "how often they said “still broken”"),
        Column("missed", int, "promises of news missed"),
        Column("moved", int, "promises of news moved"),
        Column("days", float, "how long it took"),
    ),
    rows=rows,
    needs=Capability.LEAD,
)
