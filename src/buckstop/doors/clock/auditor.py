"""`buckstop auditor`: looks, from outside the workers, whether all that should be is done."""

import argparse
import logging
import select
import signal
from collections.abc import Callable

from django.db import connection

from buckstop.auditor.round import go_round
from buckstop.configuration.current import refresh
from buckstop.doors.clock.rounds import AWAY
from buckstop.kit import clock
from buckstop.kit.processes import tell_ready
from buckstop.meters.flushing import counted_as

EVERY = 15.0
"""Seconds between two looks."""
FIRST = 10.0
"""Seconds before the first: whoever starts beside it says first that it works."""
log = logging.getLogger(__name__)


def run(args: argparse.Namespace) -> int:
    """Look again and again until told to stop."""
    del args
    return work()


def work() -> int:
    """The same for a part of `serve`."""
    stopping = _signals()
    tell_ready()
    with counted_as("auditor"):
        _pause(FIRST, stopping)
        while not stopping():
            look_once()
            _pause(EVERY, stopping)
    connection.close()
    return 0


def look_once() -> None:
    """One round. Where the database is away no heartbeat leaves either: that says it elsewhere."""
    try:
        refresh()
        go_round(clock.now())
    except AWAY as away:
        log.warning("the auditor can’t look: %s", (str(away).splitlines() or ["away"])[0])
        connection.close()


def _pause(seconds: float, stopping: Callable[[], bool]) -> None:
    for _second in range(int(seconds)):
        if not stopping():
            select.select([], [], [], 1.0)


def _signals() -> Callable[[], bool]:
    told: list[int] = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _frame: told.append(number))
    return lambda: bool(told)
