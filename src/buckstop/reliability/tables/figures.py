"""The leaders' figures, week by week, and of the last four weeks."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from buckstop.people.roles import Capability
from buckstop.people.table import Asked, Cell, Column, Table
from buckstop.reliability.queries.figures import FIGURES, seen
from buckstop.reliability.rules.figures import LATELY, SHOWN, WEEK, lately, trend, value


def rows(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """Of each figure the weeks, the oldest first, then the last four together."""
    for code, figure in FIGURES.items():
        found = seen(code, asked.at)
        weeks = [
            (asked.at - (SHOWN - place) * WEEK, 1, one)
            for place, one in enumerate(trend(found, figure.sort, asked.at))
        ]
        now = value(lately(found, asked.at), figure.sort)
        for begins, long, one in [*weeks, (asked.at - LATELY * WEEK, LATELY, now)]:
            if one is not None:
                yield (
                    code, figure.sort.value, begins, long, one.value, one.low, one.high, one.of,
                )  # fmt: skip


FIGURES_TABLE = Table(
    "figures",
    _("The figures by week"),
    "The leaders’ figures by week, and of the last four weeks; weeks end as the table is made.",
    page="outcomes",
    columns=(
        Column("figure", str, "which figure"),
        Column("is", str, "`share` (from 0 to 1), `median` (minutes) or `count`"),
        Column("begins", datetime, "from when on it counts"),
        Column("weeks", int, "for so many weeks: 1, or 4"),
        Column("value", float, "how much"),
        Column("low", float, "with 90 % certainty at least"),
        Column("high", float, "with 90 % certainty at most"),
        Column("of", int, "of so many"),
    ),
    rows=rows,
    needs=Capability.LEAD,
)
