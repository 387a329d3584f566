"""The duty of notices: what somebody hasn't seen on their page goes to them by mail."""

from datetime import datetime

from buckstop.kit.duties import Duty, Order, register
from buckstop.notices.actions.mailing import mail_unseen
from buckstop.outbox.actions.outages import is_resting
from buckstop.outbox.channels.smtp.channel import Smtp


def _mail_notices(at: datetime) -> int:
    """While mail rests, what people are told gathers for one mail each."""
    return 0 if is_resting(Smtp.code, at) else mail_unseen(at=at)


register(Duty("mail notices", _mail_notices, order=Order.FOLLOW, channel=Smtp.code))
