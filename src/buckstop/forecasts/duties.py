"""A worker makes forecasts of what began, and notes what came of those that it made."""

from datetime import datetime, timedelta

from buckstop.forecasts.actions.making import make_forecasts
from buckstop.forecasts.actions.scoring import score_forecasts
from buckstop.kit.duties import Duty, Order, register


def _go_on(at: datetime) -> int:
    return score_forecasts(at=at) + make_forecasts(at=at)


register(
    Duty(
        "make and score forecasts",
        _go_on,
        order=Order.UPKEEP,
        every=timedelta(seconds=30),
        long=True,
    )
)
