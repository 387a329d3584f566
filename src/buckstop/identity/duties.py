"""The duties of who may come in."""

from datetime import timedelta

from buckstop.identity.actions.leaving import finish_leaving, next_leaving
from buckstop.kit.duties import Duty, Order, register

register(
    Duty(
        "finish leaving", lambda at: finish_leaving(at=at), order=Order.UPKEEP,
        every=timedelta(minutes=1), due=next_leaving,
    ),
)  # fmt: skip
