"""The worker: keeps the clock and drains what waits, woken by a commit or at least every second."""

import logging
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import psycopg
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from buckstop.doors.clock.duties import Named, duties
from buckstop.kit import clock
from buckstop.kit.postgres.described import for_libpq
from buckstop.ledger.erasures import keep_list
from buckstop.notices.live import WAKE, announcer

SWEEP = 1.0
"""Seconds after which it looks again even when nothing woke it."""

LIST_EVERY = timedelta(minutes=1)
"""How often what was erased is listed outside the database."""
PLAN_EVERY = timedelta(seconds=2)
"""How often the database makes its plans anew, for tables that grow while we work."""
AWAY = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
"""What is raised where the database can't be reached, or was lost on the way."""

log = logging.getLogger(__name__)


class Worker:
    """Runs until it is told to stop; what it holds when it is killed, another one takes up."""

    def __init__(self) -> None:
        self._stopping = False
        self._told = ""
        self._duties = [
            *duties(),
            Named("list erasures", self._list_erasures),
            Named("plan afresh", self._plan_afresh),
        ]
        self._listed_at = self._planned_at = datetime.min.replace(tzinfo=UTC)

    def run(self) -> None:
        """Work until one of `signals` comes."""
        announcer.start()
        while not self._stopping:
            try:
                self._until_stopped()
            except AWAY as away:
                self._say_once(away)
                connection.close()
                self._pause(SWEEP)

    def _until_stopped(self) -> None:
        with _listening() as wakes:
            self._told = ""
            while not self._stopping:
                if not self._turn():
                    wakes(SWEEP)

    def _turn(self) -> int:
        took = 0
        for duty in self._duties:
            if not self._stopping:
                took += self._do(duty)
        return took

    def _do(self, duty: Named) -> int:
        try:
            return duty.run(clock.now())
        except AWAY as failure:
            if connection.connection is None or not connection.is_usable():
                raise
            log.warning(
                "the duty to %s was interrupted, and is tried again: %s", duty.name, failure
            )
            return 0
        except Exception:  # the one job runner: a failing duty must not stop the others
            log.exception("the duty to %s failed; it is tried again", duty.name)
            connection.close()
            return 0

    def _list_erasures(self, at: datetime) -> int:
        if at - self._listed_at >= LIST_EVERY:
            self._listed_at = at
            keep_list(settings.DATA, at=at)
        return 0

    def _plan_afresh(self, at: datetime) -> int:
        """A connection keeps the plans of foreign keys' checks: while tables are small, to read
        them whole. A burst of mail on a young database would do so for each row of the burst."""
        if at - self._planned_at >= PLAN_EVERY:
            self._planned_at = at
            with connection.cursor() as cursor:
                cursor.execute("DISCARD PLANS")
        return 0

    def _say_once(self, away: Exception) -> None:
        """Each reason once, until the database has been back: not a line a second."""
        said = (str(away).strip().splitlines() or [type(away).__name__])[0]
        if said != self._told:
            log.warning("the database is away, trying again: %s", said)
        self._told = said

    def _pause(self, seconds: float) -> None:
        select.select([], [], [], seconds)

    @contextmanager
    def signals(self) -> Iterator[None]:
        def stop(*_: object) -> None:
            self._stopping = True

        before = {name: signal.signal(name, stop) for name in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)


@contextmanager
def _listening() -> Iterator[Callable[[float], None]]:
    """A connection that hears commits; yields a function that waits for one."""
    with psycopg.connect(**for_libpq(connection), autocommit=True) as listener:
        listener.execute(f"LISTEN {WAKE}")

        def wait(seconds: float) -> None:
            for _ in listener.notifies(timeout=seconds, stop_after=1):
                pass

        yield wait
