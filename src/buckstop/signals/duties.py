"""The duties of signals: read what came, end what stayed quiet."""

from buckstop.kit.duties import Duty, Order, register
from buckstop.signals.actions.quiet import end_quiet, next_over
from buckstop.signals.actions.receiving import read_signals

register(
    Duty("read signals", lambda at: read_signals(at=at), order=Order.TAKE_IN + 1, most=5),
    Duty("end quiet episodes", lambda at: end_quiet(at=at), order=Order.DUE + 1, due=next_over),
)
