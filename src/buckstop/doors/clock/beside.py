"""A thread for what may take long, such as what is learned from a quarter of everything.

In a big house one statement of it took minutes, in which no promise was looked at: nothing that
falls due waits for it here.
"""

import threading
import time

from django.db import connection

from buckstop.doors.clock.duties import beside
from buckstop.doors.clock.rounds import AWAY, SWEEP, Rounds

FINISHING = 1.0
"""Seconds for what is under way when told to stop; it is done anew."""
STEP = 0.1


class Beside:
    """Does it in a thread of its own until told to stop."""

    def __init__(self) -> None:
        self._stopping = False
        self._rounds = Rounds(beside(), self._going)
        self._thread = threading.Thread(target=self._run, name="beside", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def tell_to_stop(self) -> None:
        """Take up nothing more. For a signal's handler too: it takes no lock."""
        self._stopping = True

    def stop(self) -> None:
        """Wait a moment for what is under way."""
        self.tell_to_stop()
        self._thread.join(FINISHING)

    def _going(self) -> bool:
        return not self._stopping

    def _run(self) -> None:
        while self._going():
            try:
                self._rounds.turn()
                self._rounds.found()
            except AWAY as away:
                self._rounds.lost(away)
            self._rest()
        connection.close()

    def _rest(self) -> None:
        until = time.monotonic() + SWEEP
        while self._going() and time.monotonic() < until:
            time.sleep(STEP)
