"""A thread that sends webhooks, beside the one that keeps the clock and the one that posts mail.

A program of somebody's that is slow must not make customers wait, nor letters.
"""

import logging
import threading

from django.db import connection

from buckstop.doors.clock.duties import Named
from buckstop.doors.clock.rounds import AWAY, SWEEP, Rounds
from buckstop.kit import clock
from buckstop.webhooks.sender import Sender

FINISHING = 3.0
"""Seconds for what is under way when told to stop; the rest is tried again."""

log = logging.getLogger(__name__)


class Hooks:
    """Sends webhooks from a thread of its own until told to stop."""

    def __init__(self) -> None:
        self._stopping = False
        self._sender = Sender()
        self._rounds = Rounds([Named("send webhooks", self._sender.turn)], self._going)
        self._thread = threading.Thread(target=self._run, name="hooks", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Something may be due."""
        self._sender.wake()

    def tell_to_stop(self) -> None:
        """Take up nothing more. For a signal's handler too: it takes no lock."""
        self._stopping = True

    def stop(self) -> None:
        """Let it write down what it knows and put back the rest."""
        self.tell_to_stop()
        self.wake()
        self._thread.join(FINISHING)

    def _going(self) -> bool:
        return not self._stopping

    def _run(self) -> None:
        while self._going():
            try:
                took = self._rounds.turn()
                self._rounds.found()
            except AWAY as away:
                self._rounds.lost(away)
                took = 0
            if not took and self._going():
                self._sender.wait(SWEEP)
        try:
            self._sender.end(clock.now())
        except AWAY:
            log.warning("what was sent last isn't on record: it is sent again")
        connection.close()
