"""The duties of who is told: see what changed, tell it, let go whom nobody proved."""

from datetime import timedelta

from buckstop.kit.duties import Duty, Order, register
from buckstop.status_page.actions.announcing import next_mail, note_changes, tell_subscribers
from buckstop.status_page.actions.posting import forget_posts
from buckstop.status_page.actions.subscribing import forget_unproved

register(
    Duty(
        "note what changed on the status page",
        lambda at: note_changes(at=at),
        order=Order.FOLLOW + 3,
        every=timedelta(seconds=20),
    ),
    Duty(
        "tell subscribers",
        lambda at: tell_subscribers(at=at),
        order=Order.FOLLOW + 4,
        most=5,
        due=next_mail,
    ),
    Duty(
        "forget addresses that nobody proved",
        lambda at: forget_unproved(at=at),
        order=Order.UPKEEP,
        every=timedelta(hours=1),
    ),
    Duty("forget what was posted of the status page", lambda at: forget_posts(at=at),
         order=Order.UPKEEP, every=timedelta(hours=1)),
)  # fmt: skip
