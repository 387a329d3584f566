"""What the worker does: once a day it thinks of those who wait."""

from datetime import timedelta

from buckstop.kit.duties import Duty, Order, register
from stories.cards.actions import console

register(Duty("console who waits", console, order=Order.FOLLOW + 1, every=timedelta(days=1)))
