"""The duty of what doors share."""

from buckstop.doors.shared.once import forget
from buckstop.kit.duties import Duty, Order, register

register(Duty("forget answers", lambda at: forget(at=at), order=Order.UPKEEP))
