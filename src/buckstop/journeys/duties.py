"""A worker makes anew what pages say of journeys."""

from datetime import timedelta

from buckstop.journeys.actions.making import make_anew
from buckstop.kit.duties import Duty, Order, register

register(
    Duty(
        "make journeys anew",
        lambda at: make_anew(at=at),
        order=Order.UPKEEP,
        every=timedelta(seconds=3),
    )
)
