"""The duty of conversations."""

from datetime import timedelta

from buckstop.conversations.drafts import forget
from buckstop.kit.duties import Duty, Order, register

register(
    Duty(
        "forget drafts",
        lambda at: forget(at=at),
        order=Order.UPKEEP,
        every=timedelta(minutes=10),
    )
)
