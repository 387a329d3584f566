"""Forecasts of the demo company: made through its year as they are in any other, and scored."""

from datetime import datetime, timedelta

from buckstop.forecasts.actions.making import make_forecasts
from buckstop.forecasts.actions.scoring import score_forecasts

EVERY = timedelta(hours=3)
"""A worker looks twice a minute; nobody would wait for that."""


class Forecasts:
    """Goes on with the time of the demo."""

    def __init__(self) -> None:
        self.last: datetime | None = None

    def go_on(self, at: datetime) -> None:
        """Foresee what began since, and note what came."""
        if self.last is None or at >= self.last + EVERY:
            self.last = at
            score_forecasts(at=at)
            make_forecasts(at=at)
