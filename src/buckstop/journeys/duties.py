"""A worker reads logs that came in, and makes anew what pages say of journeys."""

from datetime import timedelta

from buckstop.journeys.actions.logs import read_logs
from buckstop.journeys.actions.making import make_anew
from buckstop.kit.duties import Duty, Order, register

register(
    Duty(
        "read logs of others",
        lambda at: read_logs(at=at),
        order=Order.UPKEEP,
        long=True,
        every=timedelta(seconds=3),
    )
)
register(
    Duty(
        "make journeys anew",
        lambda at: make_anew(at=at),
        order=Order.UPKEEP,
        long=True,
        every=timedelta(seconds=3),
    )
)
