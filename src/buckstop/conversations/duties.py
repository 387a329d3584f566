"""The duty of conversations that nobody waits for."""

from buckstop.conversations.actions.finding import fold_what_was_said
from buckstop.kit.duties import Duty, Order, register

register(Duty("make findable", lambda at: fold_what_was_said(at=at), order=Order.UPKEEP))
