"""The index of who did what follows the house's chain."""

from datetime import timedelta

from buckstop.kit.duties import Duty, Order, register
from buckstop.oversight.actions.indexing import index_deeds

register(
    Duty(
        "index who did what", lambda _at: index_deeds(), order=Order.UPKEEP, most=50,
        every=timedelta(seconds=20), long=True,
    )
)  # fmt: skip
