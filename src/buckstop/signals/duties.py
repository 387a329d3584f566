"""The duties of signals: read what came, find first, end and close what stayed quiet."""

from datetime import timedelta

from buckstop.kit.duties import Duty, Order, register
from buckstop.signals.actions.bursts import note_bursts
from buckstop.signals.actions.finding import close_quiet, find_first
from buckstop.signals.actions.heartbeats import next_silence, note_silence
from buckstop.signals.actions.quiet import end_quiet, next_over
from buckstop.signals.actions.receiving import forget_arrivals, read_signals

register(
    Duty(
        "note bursts",
        lambda at: note_bursts(at=at),
        order=Order.TAKE_IN + 3,
        every=timedelta(minutes=1),
    ),
    Duty("read signals", lambda at: read_signals(at=at), order=Order.TAKE_IN + 1, most=5),
    Duty("find first", lambda at: find_first(at=at), order=Order.TAKE_IN + 3),
    Duty("note silence", lambda at: note_silence(at=at), order=Order.TAKE_IN + 2, due=next_silence),
    Duty("end quiet episodes", lambda at: end_quiet(at=at), order=Order.DUE + 1, due=next_over),
    Duty(
        "forget signals",
        lambda at: forget_arrivals(at=at),
        order=Order.UPKEEP,
        every=timedelta(minutes=10),
    ),
    Duty("close what is quiet", lambda at: close_quiet(at=at), order=Order.DUE + 2),
)
