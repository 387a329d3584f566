"""The duties of notices: what somebody hasn't seen goes to them by mail and by their gateways, and
what doesn't arrive, somebody else hears of; who goes off duty or has to answer, is reminded."""

from datetime import datetime, timedelta

from buckstop.kit.duties import Duty, Order, register
from buckstop.notices.actions.mailing import mail_unseen
from buckstop.notices.actions.other_ways import raise_undelivered
from buckstop.notices.actions.pushing import push_unseen
from buckstop.notices.actions.reminding import remind_people
from buckstop.outbox.actions.outages import is_resting
from buckstop.outbox.channels.push.gateways import BY_PUSH
from buckstop.outbox.channels.smtp.channel import Smtp


def _mail_notices(at: datetime) -> int:
    """While mail rests, what people are told gathers for one mail each."""
    return 0 if is_resting(Smtp.code, at) else mail_unseen(at=at)


def _push_notices(at: datetime) -> int:
    return push_unseen(at=at)


def _raise_undelivered(at: datetime) -> int:
    return raise_undelivered(mail_rests=is_resting(Smtp.code, at), at=at)


register(
    Duty(
        "remind people",
        lambda at: remind_people(at=at),
        order=Order.UPKEEP,
        every=timedelta(minutes=1),
    ),
    Duty("mail notices", _mail_notices, order=Order.FOLLOW, channel=Smtp.code),
    Duty("push notices", _push_notices, order=Order.FOLLOW, channel=BY_PUSH),
    Duty(
        "tell others who can't be told",
        _raise_undelivered,
        order=Order.UPKEEP,
        every=timedelta(minutes=1),
        channel=BY_PUSH,
    ),
)
