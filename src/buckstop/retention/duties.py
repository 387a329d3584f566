"""At night, what is past its time goes."""

from datetime import timedelta

from buckstop.kit.duties import Duty, Order, register
from buckstop.ledger.actor import DESK
from buckstop.retention.actions.running import run_retention

register(
    Duty(
        "erase what is past its time", lambda at: run_retention(by=DESK, at=at),
        order=Order.UPKEEP + 5, every=timedelta(seconds=10), long=True,
    )
)  # fmt: skip
