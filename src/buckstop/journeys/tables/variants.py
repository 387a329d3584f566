"""The variants: the courses that journeys took."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from buckstop.journeys.reckoned import TAKES, all_of, reckoned, seconds
from buckstop.people.table import Asked, Cell, Column, Table


def rows(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """The commonest first."""
    for one in all_of(reckoned(asked.given), "variants"):
        course = " → ".join(one["steps"])
        yield (
            course,
            len(one["steps"]),
            one["journeys"],
            seconds(one["median"]),
            seconds(one["ninety"]),
        )


VARIANTS = Table(
    "journeys-variants",
    _("The courses"),
    "The commonest courses, as they were reckoned last: 2,000 at most.",
    page="journeys",
    columns=(
        Column("course", str, "the steps, with arrows between"),
        Column("steps", int, "how many steps it has"),
        Column("journeys", int, "how many journeys took it"),
        Column("median", float, "seconds that half of them didn’t exceed"),
        Column("ninety", float, "seconds that nine in ten of them didn’t exceed"),
    ),
    rows=rows,
    takes=TAKES,
)
