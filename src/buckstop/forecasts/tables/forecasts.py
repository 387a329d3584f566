"""Each forecast beside what came of it."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from buckstop.forecasts.models import Forecast
from buckstop.forecasts.queries.track import LATELY
from buckstop.people.table import SHARE, Asked, Cell, Column, Table

FIELDS = (
    "made_at", "like", "of", "low", "middle", "high", "chance", "base_low", "base_middle",
    "base_high", "base", "ended_at", "came",
)  # fmt: skip


def rows(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """Of the last 90 days, the oldest first."""
    found = Forecast.objects.filter(made_at__gt=asked.at - LATELY, made_at__lte=asked.at)
    related = found.select_related("problem", "guess").order_by("made_at", "pk")
    for one in related.iterator():
        of = [getattr(one, name) for name in FIELDS]
        yield one.what, one.problem.ref, one.guess.ref if one.guess else None, *of


FORECASTS = Table(
    "forecasts",
    _("Forecasts beside what came"),
    "What was foreseen of problems in the last 90 days, as it was made, beside what came of it.",
    page="forecasts",
    columns=(
        Column("what", str, "`solved` (minutes until then), or the chance that the next news is"
               " `missed`, that it is `broken` still, that it is the `same` as another"),
        Column("problem", str, "of which problem"),
        Column("guess", str, "the problem that it may be the same as"),
        Column("made_at", datetime, "when it was made"),
        Column("like", str, "of whom it was reckoned"),
        Column("of", int, "how many those were"),
        Column("low", float, "minutes, of a range: nine in ten take longer"),
        Column("middle", float, "minutes that half of them don’t exceed"),
        Column("high", float, "minutes that nine in ten don’t exceed; empty where none is known"),
        Column("chance", float, f"the chance, {SHARE}"),
        Column("base_low", float, "what would be said of any problem"),
        Column("base_middle", float, "the same"),
        Column("base_high", float, "the same"),
        Column("base", float, "the chance of all"),
        Column("ended_at", datetime, "when it was known what came; empty while it isn’t"),
        Column("came", float, "what came: minutes, or 1 and 0; empty where it says nothing"),
    ),
    rows=rows,
)  # fmt: skip
