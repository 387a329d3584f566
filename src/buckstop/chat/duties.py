"""The duties of chat: read the feed for rooms, tell them, and forget what was answered."""

from datetime import timedelta

from buckstop.chat.actions.rooms import forget_answers, note_news, tell_rooms
from buckstop.kit.duties import Duty, Order, register
from buckstop.outbox.channels.push.gateways import BY_PUSH

register(
    Duty(
        "read the feed for rooms",
        lambda at: note_news(at=at),
        order=Order.FOLLOW,
        most=5,
        woken=True,
    ),
    Duty("tell rooms", lambda at: tell_rooms(at=at), order=Order.FOLLOW, channel=BY_PUSH),
    Duty(
        "forget answers in chat",
        lambda at: forget_answers(at=at),
        order=Order.UPKEEP,
        every=timedelta(minutes=10),
    ),
)
