"""The worker: keeps the clock and drains what waits, woken by a commit or at least every second."""

import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import psycopg
from django.db import connection

from buckstop.doors.clock.beside import Beside
from buckstop.doors.clock.duties import Named, inside
from buckstop.doors.clock.hooks import Hooks
from buckstop.doors.clock.postmen import Postmen
from buckstop.doors.clock.rounds import AWAY, SWEEP, Rounds, pause_after, resting
from buckstop.kit.postgres.described import for_libpq
from buckstop.notices.live import WAKE, announcer

SWITCH = 0.0005
"""Seconds after which the threads of a worker take turns; Python's own is ten times as long."""


class Worker:
    """Runs until it is told to stop; what it holds when it is killed, another one takes up."""

    def __init__(self) -> None:
        self._stopping = False
        self._postmen = Postmen()
        self._hooks = Hooks()
        self._beside = Beside()
        waking = [_then(resting(duty), self._wake) for duty in inside()]
        self._rounds = Rounds(waking, lambda: not self._stopping)

    def run(self) -> None:
        """Work until one of `signals` comes; then mail in hand is finished or put back."""
        # A thread that waits for the database's answer gets its turn soon, not after 5 ms.
        sys.setswitchinterval(SWITCH)
        announcer.start()
        self._postmen.start()
        self._hooks.start()
        self._beside.start()
        try:
            while not self._stopping:
                try:
                    self._until_stopped()
                except AWAY as away:
                    self._rounds.lost(away)
                    self._pause(SWEEP)
        finally:
            self._hooks.tell_to_stop()
            self._beside.tell_to_stop()
            self._postmen.stop()
            self._hooks.stop()
            self._beside.stop()

    def _until_stopped(self) -> None:
        with _listening() as wakes:
            self._rounds.found()
            while not self._stopping:
                self._postmen.wake()
                took = self._rounds.turn()
                if not took:
                    wakes(SWEEP)
                else:
                    self._pause(pause_after(took))

    def _wake(self) -> None:
        self._postmen.wake()
        self._hooks.wake()

    def _pause(self, seconds: float) -> None:
        select.select([], [], [], seconds)

    @contextmanager
    def signals(self) -> Iterator[None]:
        def stop(*_: object) -> None:
            self._stopping = True
            self._postmen.tell_to_stop()
            self._hooks.tell_to_stop()
            self._beside.tell_to_stop()

        before = {name: signal.signal(name, stop) for name in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)


def _then(duty: Named, after: Callable[[], None]) -> Named:
    """The duty, and `after` where it took up anything."""

    def run(at: datetime) -> int:
        took = duty.run(at)
        if took:
            after()
        return took

    return Named(duty.name, run)


@contextmanager
def _listening() -> Iterator[Callable[[float], None]]:
    """A connection that hears commits; yields a function that waits for one."""
    with psycopg.connect(**for_libpq(connection), autocommit=True) as listener:
        listener.execute(f"LISTEN {WAKE}")

        def wait(seconds: float) -> None:
            for _ in listener.notifies(timeout=seconds, stop_after=1):
                pass

        yield wait
