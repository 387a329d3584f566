"""What was chosen, as every process knows it: read again where it is a second old.

One query a second and process at most. While the database is away, or where no query may be made
(in an event loop), the last answer holds; `refresh` is called beside the loop there.
"""

import asyncio
import threading
from collections.abc import Mapping
from time import monotonic

from django.db import InterfaceError, OperationalError, connection

from buckstop.configuration.models import Chosen
from buckstop.kit.replica import primary

LIVES = 1.0
"""Seconds after which an answer is asked for again."""

_kept: list[tuple[float, Mapping[str, str]]] = []


def chosen() -> Mapping[str, str]:
    """What was chosen, by the settings' names."""
    if not _kept or (monotonic() >= _kept[0][0] and not _in_event_loop()):
        refresh()
    return _kept[0][1] if _kept else {}


def refresh() -> None:
    """Ask the table; where that can't be, what is known holds on for a while."""
    before = _kept[0][1] if _kept else {}
    if _in_event_loop():
        return
    keep(before)  # one thread asks, the others go on with what is known
    try:
        with primary():  # whoever asked: it is kept for all
            rows = Chosen.objects.exclude(value=None).values_list("name", "value")
            keep({name: value for name, value in rows if value is not None})
    except (OperationalError, InterfaceError):
        keep(before)


def keep(known: Mapping[str, str]) -> None:
    """Answer so from now on, until it is a second old."""
    _kept[:] = [(monotonic() + LIVES, known)]


def change(changed: Mapping[str, str | None]) -> None:
    """What this process has just written: nobody waits a second for their own change."""
    known = {**(_kept[0][1] if _kept else {}), **changed}
    keep({name: value for name, value in known.items() if value is not None})


class Fresh:
    """Keeps what is known fresh in a process whose work is in an event loop, from a thread."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="settings", daemon=True)

    def __enter__(self) -> None:
        refresh()
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join(LIVES)

    def _run(self) -> None:
        while not self._stopping.wait(LIVES):
            refresh()
        connection.close()


def _in_event_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
