"""The ledger's duties: what follows entries, and the list of what was erased."""

from datetime import timedelta

from django.conf import settings

from buckstop.kit.duties import Duty, Order, register
from buckstop.ledger.erasures import keep_list
from buckstop.ledger.following import drain

register(
    Duty("run reactions", lambda at: drain(at=at), order=Order.FOLLOW, most=10, woken=True),
    Duty(
        "list erasures",
        lambda at: keep_list(settings.DATA, at=at),
        order=Order.UPKEEP,
        every=timedelta(minutes=1),
    ),
)
