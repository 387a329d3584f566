"""How good each kind of forecast was, beside saying every time the same."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from buckstop.forecasts.queries.track import tracks
from buckstop.people.table import SHARE, Asked, Cell, Column, Table


def rows(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """A row a kind."""
    for one in tracks(asked.at):
        record, held = one.record, one.held
        yield (
            one.what.value, one.scored, one.waiting, record.loss if record else None,
            record.base if record else None, record.gain if record else None, one.is_shown,
            held.mean if held else None, held.low if held else None, held.high if held else None,
        )  # fmt: skip


TRACK = Table(
    "forecasts-record",
    _("How good they were"),
    "How good the forecasts of the last 90 days were.",
    page="forecasts",
    columns=(
        Column("what", str, "what was foreseen"),
        Column("scored", int, "of how many it is known what came"),
        Column("waiting", int, "how many wait for it"),
        Column("loss", float, "their mean loss: pinball of ranges, Brier of chances"),
        Column("base_loss", float, "the same, had every time the same been said"),
        Column("gain", float, "the share of that loss that is saved"),
        Column("shown", bool, "whether they are shown, being surely better"),
        Column("held", float, f"of ranges, the share of what came that lay within, {SHARE}"),
        Column("held_low", float, "with 90 % certainty at least"),
        Column("held_high", float, "with 90 % certainty at most"),
    ),
    rows=rows,
)
