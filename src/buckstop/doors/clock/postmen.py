"""A thread that hands mail over, beside the one that reads mail and keeps the clock.

Whoever waits for a relay must not make customers wait who write, nor promises that fall due.
"""

import logging
import threading
import time

from django.db import connection

from buckstop.doors.clock.duties import outgoing
from buckstop.doors.clock.rounds import AWAY, GATHER, SWEEP, Rounds, pause_after, resting
from buckstop.incoming.actions.keep import waiting_to_be_read
from buckstop.outbox.channels.register import closed

MANY = 50
"""Mails that wait to be read: with so many, reading goes first."""
FIRST = 3.0
"""Seconds for which it may; then letters leave beside it, however much comes."""
FINISHING = 6.0
"""Seconds to finish the mail in hand when told to stop; within the patience of a supervisor."""
BREAKING_OFF = 2.0
"""Seconds to put the rest back after the mail in hand was broken off."""

log = logging.getLogger(__name__)


class Postmen:
    """Hands mail over from a thread of its own until told to stop."""

    def __init__(self) -> None:
        self._stopping = False
        self._something = threading.Event()
        self._outgoing = outgoing(self._going)
        self._rounds = Rounds([resting(duty) for duty in self._outgoing.duties], self._going)
        self._thread = threading.Thread(target=self._run, name="postmen", daemon=True)

    def start(self) -> None:
        """Begin; what doesn't leave is said once."""
        self._thread.start()
        for what, why in closed():
            log.warning("no %s leaves: %s", what, why.rstrip("."))

    def wake(self) -> None:
        """Something may wait to leave."""
        self._something.set()

    def tell_to_stop(self) -> None:
        """Take up nothing more. For a signal's handler too: it takes no lock."""
        self._stopping = True

    def stop(self) -> None:
        """Let the mail in hand be finished, else break it off, and the rest be put back.

        A relay that answers nothing for this long leaves one mail in doubt where its end was sent;
        what a thread that hangs still holds is put back by the next worker, whose marks say that
        nothing of it has left.
        """
        self.tell_to_stop()
        self.wake()
        self._thread.join(FINISHING)
        if self._thread.is_alive():
            self._outgoing.give_up()
            self._thread.join(BREAKING_OFF)

    def _going(self) -> bool:
        return not self._stopping

    def _let_reading_go_first(self) -> None:
        """In a burst: who writes is owned sooner, and letters leave in larger batches."""
        until = time.monotonic() + FIRST
        while self._going() and time.monotonic() < until and waiting_to_be_read(MANY) == MANY:
            time.sleep(GATHER)

    def _run(self) -> None:
        while self._going():
            try:
                self._let_reading_go_first()
                took = self._rounds.turn()
                self._rounds.found()
            except AWAY as away:
                self._rounds.lost(away)
                took = 0
            if not took:
                self._something.wait(SWEEP)
            elif self._going():
                time.sleep(pause_after(took))
            self._something.clear()
        connection.close()
