"""How good the forecasts of the last 90 days were; only what is surely better is shown."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from buckstop.forecasts.models import Forecast, What
from buckstop.forecasts.rules.chances import brier
from buckstop.forecasts.rules.ranges import covers, loss
from buckstop.forecasts.rules.record import Band, Record, calibration, record
from buckstop.problems.models import Problem
from buckstop.reliability.rules.beta import Share, share

LATELY = timedelta(days=90)
MOST = 20_000
LAST = 20
"""So many are shown themselves."""


@dataclass(frozen=True, slots=True)
class Track:
    """What came of one kind of forecast: how many wait, the record (None: nothing came yet), of
    ranges the share that held, of chances how often what was said came; the last ones."""

    what: What
    waiting: int
    record: Record | None
    held: Share | None = None
    bands: list[Band] = field(default_factory=list)
    last: list[Forecast] = field(default_factory=list)

    @property
    def scored(self) -> int:
        """Of how many it is known what came."""
        return self.record.scored if self.record else 0

    @property
    def says_enough(self) -> bool:
        """Whether something can be said of how good they are."""
        return self.record is not None and self.record.says_enough

    @property
    def is_shown(self) -> bool:
        """Whether people see such forecasts."""
        return self.record is not None and self.record.better


def track(what: What, at: datetime) -> Track:
    """The track record of one kind, as of a time."""
    came = Forecast.objects.filter(
        what=what, came__isnull=False, ended_at__gt=at - LATELY, ended_at__lte=at
    )
    newest = came.order_by("-ended_at")
    rows, last = list(newest[:MOST]), list(newest.select_related("problem", "guess")[:LAST])
    waiting = Forecast.objects.filter(what=what, ended_at=None).count()
    losses = [_losses(row) for row in rows]
    if what is What.SOLVED:
        held = sum(covers(row.came or 0.0, row.range) for row in rows)
        kept = share(held, len(rows) - held) if rows else None
        return Track(what, waiting, record(losses), held=kept, last=last)
    pairs = [(row.chance or 0.0, bool(row.came)) for row in rows]
    return Track(what, waiting, record(losses), bands=calibration(pairs), last=last)


def tracks(at: datetime) -> list[Track]:
    """Of every kind."""
    return [track(what, at) for what in What]


def of_problem(problem: Problem, at: datetime) -> list[tuple[Forecast, Track]]:
    """What is foreseen of a problem by what is good enough to be shown, each with its record."""
    rows = Forecast.objects.filter(problem=problem, ended_at=None).select_related("guess")
    newest = {What(row.what): row for row in rows.order_by("made_at")}
    found = [(row, track(what, at)) for what, row in sorted(newest.items())]
    return [(row, record) for row, record in found if record.is_shown]


def _losses(row: Forecast) -> tuple[float, float]:
    """How wrong it was, and how wrong its base."""
    assert row.came is not None
    if row.what == What.SOLVED:
        return loss(row.came, row.range), loss(row.came, row.base_range)
    came = bool(row.came)
    return brier(row.chance or 0.0, came=came), brier(row.base or 0.0, came=came)
