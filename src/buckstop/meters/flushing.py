"""Adds what this process counted to what all counted, every few seconds, from a thread."""

import json
import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from django.db import Error, connection

from buckstop.kit import clock
from buckstop.kit.ids import uuid7
from buckstop.kit.postgres.described import be_called
from buckstop.meters.meter import LEVELS, METERS, Counter, Labels, Meter, Numbers

EVERY = 5.0
"""Seconds."""
GONE_AFTER = timedelta(seconds=30)
"""After so long a process that says nothing isn't there any more."""
UNWRITTEN = (Error, psycopg.Error)
"""The database is away, can only be read, or is of an older version still: it is tried again."""
PAGE = os.sysconf("SC_PAGE_SIZE")
MEMORY = "memory"
CPU = Counter("cpu_seconds", "Seconds of processor time taken.", "part")
_ADD = """
INSERT INTO meters_total AS known (key, numbers) VALUES {rows}
ON CONFLICT (key) DO UPDATE SET numbers =
    CASE WHEN cardinality(known.numbers) = cardinality(excluded.numbers)
    THEN ARRAY(SELECT a + b FROM unnest(known.numbers, excluded.numbers)
               WITH ORDINALITY AS each(a, b, n) ORDER BY n)
    ELSE excluded.numbers END
"""
_HERE = """
INSERT INTO meters_process (id, part, started_at, seen_at, levels) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, levels = excluded.levels
"""
_SWEEP = "DELETE FROM meters_process WHERE seen_at < %s"


class Flusher:
    """Writes for one process, which does `part` of the work."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._key: UUID = uuid7()
        self._started_at = clock.now()
        self._cpu = 0.0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="meters", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Write what was counted last, and that this process is gone."""
        self._stopping.set()
        self._thread.join(EVERY)

    def flush(self, at: datetime) -> None:
        """Write what was counted, and that we are here."""
        used = time.process_time()
        CPU.add(used - self._cpu, self._part)
        self._cpu = used
        write([(meter, labels, numbers) for meter in METERS.values()
               for labels, numbers in meter.taken().items()])  # fmt: skip
        levels = {name: list(level.read()) for name, level in LEVELS.items()}
        levels[MEMORY] = [_memory(), 0]
        with connection.cursor() as cursor:
            told: list[Any] = [self._key, self._part, self._started_at, at, json.dumps(levels)]
            cursor.execute(_HERE, told)
            cursor.execute(_SWEEP, [at - GONE_AFTER])

    def _run(self) -> None:
        while not self._stopping.wait(EVERY):
            self._try()
        self._try()
        self._leave()
        connection.close()

    def _try(self) -> None:
        try:
            self.flush(clock.now())
        except UNWRITTEN:  # what was counted is written when it is back
            connection.close()

    def _leave(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM meters_process WHERE id = %s", [self._key])
        except UNWRITTEN:
            pass


def write(counted: Sequence[tuple[Meter, Labels, Numbers]]) -> None:
    """Add it to what all counted, always in the same order; give it back where that fails."""
    rows = sorted(
        (json.dumps([meter.name, *labels]), numbers) for meter, labels, numbers in counted
    )
    if not rows:
        return
    try:
        with connection.cursor() as cursor:
            values = ", ".join(["(%s, %s)"] * len(rows))
            cursor.execute(_ADD.format(rows=values), [value for row in rows for value in row])
    except UNWRITTEN:
        for meter, labels, numbers in counted:
            meter.give_back(labels, numbers)
        raise


@contextmanager
def counted_as(part: str) -> Iterator[None]:
    """While this goes on, what the process counts is written, and its connections are called so."""
    be_called(part)
    flusher = Flusher(part)
    flusher.start()
    try:
        yield
    finally:
        flusher.stop()


def _memory() -> int:
    """Bytes that this process holds; Linux."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE
    except OSError:
        return 0
