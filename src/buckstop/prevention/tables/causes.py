"""The causes, what each takes of customers, and how its prevention stands."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from buckstop.people.table import Asked, Cell, Column, Table
from buckstop.prevention import queries
from buckstop.prevention.queries.taken import sizes, taken
from buckstop.prevention.rules.ranking import Taken, worth


def rows(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """The newest first."""
    known = queries.causes()
    counted, takes, costs = queries.counted(known), taken(known, asked.at), sizes(known)
    in_force = queries.in_force(known)
    for one in known:
        key, cause = one.cause.pk, one.cause
        of, size = takes.get(key, Taken()), costs.get(key, "")
        yield (
            str(key), str(cause), cause.keeper.public_name, cause.named_at, cause.problem.ref,
            len(one.also), counted.get(key, 0), of.hours, of.unhappy, size or None,
            worth(of, size), key in in_force,
        )  # fmt: skip


CAUSES = Table(
    "causes",
    _("Causes"),
    "What let problems happen, and what that takes of customers.",
    page="causes",
    columns=(
        Column("cause", str, "its key"),
        Column("what", str, "what it is"),
        Column("keeper", str, "who looks after it"),
        Column("named_at", datetime, "when it was named"),
        Column("problem", str, "the problem that showed it"),
        Column("merged", int, "how many causes were taken into it"),
        Column("problems", int, "how many problems it let happen"),
        Column("hours_a_month", float, "hours of customers that it took a month, of three months"),
        Column("unhappy_a_month", int, "cases a month in which it made somebody unhappy"),
        Column("size", str, "what removing it costs: `small`, `medium` or `large`"),
        Column("worth", float, "what it takes for what it costs: by this they are ranked"),
        Column("in_force", bool, "whether something is in force against it"),
    ),
    rows=rows,
)
