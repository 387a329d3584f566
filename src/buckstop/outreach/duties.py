"""The duty of outreach: tell those who wait."""

from buckstop.kit.duties import Duty, Order, register
from buckstop.outreach.actions.telling import next_told, tell_next

register(
    Duty(
        "tell the affected",
        lambda at: tell_next(at=at),
        order=Order.FOLLOW + 1,
        most=3,
        woken=True,
        due=next_told,
    )
)
