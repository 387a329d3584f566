"""The duty of incoming mail: who writes is owned at once."""

from buckstop.incoming.actions.receiving import receive
from buckstop.kit.duties import Duty, Order, register

register(Duty("read mail", lambda at: receive(at=at), order=Order.TAKE_IN, most=10))
