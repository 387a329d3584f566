"""The duty of concerns: what nobody answers goes up."""

from buckstop.concerns.actions import climb
from buckstop.concerns.queries import next_due
from buckstop.kit.duties import Duty, Order, register

register(
    Duty("pass concerns on", lambda at: climb(at=at), order=Order.DUE + 3, due=next_due),
)
