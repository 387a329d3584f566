"""The duties of signals: read what came, find first, end and close what stayed quiet."""

from datetime import timedelta

from buckstop.kit.duties import Duty, Order, register
from buckstop.signals.actions.bursts import note_bursts
from buckstop.signals.actions.checks import fetch_series, next_look, run_checks
from buckstop.signals.actions.finding import close_quiet, find_first
from buckstop.signals.actions.heartbeats import next_silence, note_silence
from buckstop.signals.actions.planned import attend_work, next_work
from buckstop.signals.actions.quiet import end_quiet, next_over
from buckstop.signals.actions.receiving import forget_arrivals, read_signals
from buckstop.signals.actions.series import forget_points, judge_series

register(
    Duty(
        "note bursts",
        lambda at: note_bursts(at=at),
        order=Order.TAKE_IN + 3,
        every=timedelta(minutes=1),
        long=True,  # it reads what thousands of reports said
    ),
    Duty(
        "read signals", lambda at: read_signals(at=at), order=Order.TAKE_IN + 1, most=5, woken=True
    ),
    Duty("find first", lambda at: find_first(at=at), order=Order.TAKE_IN + 3),
    Duty("note silence", lambda at: note_silence(at=at), order=Order.TAKE_IN + 2, due=next_silence),
    Duty("end quiet episodes", lambda at: end_quiet(at=at), order=Order.DUE + 1, due=next_over),
    Duty("look at planned work", lambda at: attend_work(at=at), order=Order.DUE + 1, due=next_work),
    Duty("judge series", lambda at: judge_series(at=at), order=Order.TAKE_IN + 2),
    Duty("run checks", lambda at: run_checks(at=at), order=Order.DUE + 3, due=next_look),
    Duty("fetch series", lambda at: fetch_series(at=at), order=Order.DUE + 3),
    Duty(
        "forget rows of series",
        lambda at: forget_points(at=at),
        order=Order.UPKEEP,
        every=timedelta(minutes=10),
    ),
    Duty(
        "forget signals",
        lambda at: forget_arrivals(at=at),
        order=Order.UPKEEP,
        every=timedelta(minutes=10),
    ),
    Duty("close what is quiet", lambda at: close_quiet(at=at), order=Order.DUE + 2),
)
