"""The outbox's duty beside handing over, which comes with each channel that is open."""

from buckstop.kit.duties import Duty, Order, register
from buckstop.outbox.actions.delivering import find_uncertain

register(Duty("find uncertain mail", lambda at: find_uncertain(at=at), order=Order.UPKEEP))
