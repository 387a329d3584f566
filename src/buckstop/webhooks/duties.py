"""The duties of webhooks beside sending: read the feed, look after what takes nothing, forget."""

from datetime import timedelta

from buckstop.kit.duties import Duty, Order, register
from buckstop.webhooks.actions.attending import attend_endpoints, next_attention
from buckstop.webhooks.actions.queueing import forget_sendings, queue_sendings

register(
    Duty(
        "queue webhooks", lambda at: queue_sendings(at=at), order=Order.FOLLOW + 5, most=5,
        woken=True,
    ),
    Duty(
        "attend endpoints", lambda at: attend_endpoints(at=at), order=Order.UPKEEP,
        every=timedelta(minutes=1), due=next_attention,
    ),
    Duty("forget webhooks", lambda at: forget_sendings(at=at), order=Order.UPKEEP),
)  # fmt: skip
