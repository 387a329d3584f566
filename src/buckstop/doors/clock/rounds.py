"""One thread's rounds: its duties one after another, on a database connection of its own."""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from time import monotonic, perf_counter

import psycopg
from django.db import InterfaceError, OperationalError, connection

from buckstop.doors.clock.duties import Named
from buckstop.kit import clock, traces
from buckstop.meters.duties import DUTY_FAILURES, DUTY_SECONDS, DUTY_THINGS
from buckstop.people.speaking import speaking

SWEEP = 1.0
"""Seconds after which it looks again even when nothing woke it."""
GATHER = 0.1
"""Seconds between two rounds that found something: a batch costs nearly the same however small it
is, so a burst is taken up in a few large ones. What comes after a quiet time waits for nothing."""
REST = 0.9 * SWEEP
"""Seconds for which a duty that found nothing rests, unless it is woken: a little less than those
after which a worker that has nothing to do looks again, so that none is passed over then."""
PLENTY = 100
"""Things in one round after which the next follows at once."""
PLAN_EVERY = timedelta(seconds=2)
"""How often the database makes its plans anew, for tables that grow while we work."""
AWAY = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
"""What is raised where the database can't be reached, or was lost on the way."""

log = logging.getLogger(__name__)


def resting(duty: Named, seconds: Callable[[], float] = monotonic) -> Named:
    """The duty, left alone for a while after it found nothing, but for one that is woken.

    With much to do a worker has many turns in a second; half of its time went into asking thirty
    times in each whether anything else is due.
    """
    if duty.woken:
        return duty
    until = 0.0

    def run(at: datetime) -> int:
        nonlocal until
        if seconds() < until:
            return 0
        took = duty.run(at)
        until = 0.0 if took else seconds() + REST
        return took

    return Named(duty.name, run, duty.woken)


def pause_after(took: int) -> float:
    """Seconds to let things gather after a round that took up `took` of them, at least one."""
    return GATHER if took < PLENTY else 0.0


class Rounds:
    """Duties, done in turn until `going` says no; `says` is where trouble is told."""

    def __init__(self, duties: Sequence[Named], going: Callable[[], bool]) -> None:
        self._duties = [*duties, Named("plan afresh", self._plan_afresh)]
        self._going = going
        self._told = ""
        self._planned_at = datetime.min.replace(tzinfo=UTC)

    def turn(self) -> int:
        """Every duty once; returns how many things were taken up. Raises where the database is
        away."""
        took = 0
        for duty in self._duties:
            if self._going():
                took += self._do(duty)
        return took

    def _do(self, duty: Named) -> int:
        begun = perf_counter()
        try:
            # what a duty writes by itself, such as titles, is in the house's language
            with traces.batch(duty.name) as told, speaking():
                took = duty.run(clock.now())
                told(took)
            if took:
                DUTY_SECONDS.observe(perf_counter() - begun, duty.name)
                DUTY_THINGS.add(took, duty.name)
            return took
        except AWAY as failure:
            if connection.connection is None or not connection.is_usable():
                raise
            log.warning(
                "the duty to %s was interrupted, and is tried again: %s", duty.name, failure
            )
            return 0
        except Exception:  # the one job runner: a failing duty must not stop the others
            DUTY_FAILURES.add(1, duty.name)
            log.exception("the duty to %s failed; it is tried again", duty.name)
            connection.close()
            return 0

    def lost(self, away: Exception) -> None:
        """The database is away: each reason is told once, until it was back."""
        said = (str(away).strip().splitlines() or [type(away).__name__])[0]
        if said != self._told:
            log.warning("the database is away, trying again: %s", said)
        self._told = said
        connection.close()

    def found(self) -> None:
        """The database is there."""
        self._told = ""

    def _plan_afresh(self, at: datetime) -> int:
        """A connection keeps the plans of foreign keys' checks: while tables are small, to read
        them whole. A burst of mail on a young database would do so for each row of the burst."""
        if at - self._planned_at >= PLAN_EVERY:
            self._planned_at = at
            with connection.cursor() as cursor:
                cursor.execute("DISCARD PLANS")
        return 0
