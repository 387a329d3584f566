"""The map: which step follows which."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from buckstop.journeys.reckoned import TAKES, all_of, reckoned, seconds
from buckstop.people.table import Asked, Cell, Column, Table


def rows(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """The commonest first."""
    for one in all_of(reckoned(asked.given), "arrows"):
        yield (
            one["before"], one["step"], one["times"], one["journeys"], one["customers"],
            seconds(one["median"]), seconds(one["ninety"]), seconds(one["customers_time"]),
        )  # fmt: skip


MAP = Table(
    "journeys-map",
    _("The map"),
    "Which step follows which: the arrows of the map, as they were reckoned last.",
    page="journeys",
    columns=(
        Column("before", str, "the step from which it comes"),
        Column("step", str, "the step to which it goes"),
        Column("times", int, "how often"),
        Column("journeys", int, "in how many journeys"),
        Column("customers", int, "of how many customers, where they are named"),
        Column("median", float, "seconds that half of them didn’t exceed"),
        Column("ninety", float, "seconds that nine in ten of them didn’t exceed"),
        Column("customers_time", float, "seconds, times the customers who waited"),
    ),
    rows=rows,
    takes=TAKES,
)
