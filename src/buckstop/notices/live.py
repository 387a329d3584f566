"""Pages are told what changed: one NOTIFY for all that a process committed in 50 ms.

Each NOTIFY makes commits wait for each other, so none is sent inside a transaction; a thread of its
own sends them. What isn't told (a crash) is seen at the next look: this is a hint, not a record.
"""

import logging
import threading
import time
from uuid import UUID

from django.db import Error, connection

from buckstop.kit.ids import reference
from buckstop.ledger.models import Entry
from buckstop.notices.models import Notice
from buckstop.problems.models import Problem

CHANNEL = "buckstop_live"
WAKE = "buckstop_wake"
PAUSE = 0.05
_MOST = 7_500  # bytes of one NOTIFY's payload; PostgreSQL takes 8,000

log = logging.getLogger(__name__)


class Announcer:
    """Gathers the chains that changed and announces them from its own thread."""

    def __init__(self) -> None:
        self._chains: set[UUID] = set()
        self._people: set[UUID] = set()
        self._something = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Announce from now on; without it nothing is told, as in tests and short commands."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="announcer", daemon=True)
            self._thread.start()

    def committed(self, entries: list[Entry]) -> None:
        """Something was committed: soon say so."""
        self.refreshed({entry.chain_id for entry in entries})

    def refreshed(self, chains: set[UUID]) -> None:
        """These chains look different: soon say so."""
        if self._thread is not None:
            with self._lock:
                self._chains.update(chains)
            self._something.set()

    def seen(self, person: UUID) -> None:
        """They saw what they were told, on one device: soon tell the others."""
        if self._thread is not None:
            with self._lock:
                self._people.add(person)
            self._something.set()

    def _run(self) -> None:
        while self._something.wait():
            time.sleep(PAUSE)
            self._something.clear()
            with self._lock:
                chains, self._chains = self._chains, set()
                people, self._people = self._people, set()
            try:
                _notify(chains, people)
            except Error as failure:
                log.warning(
                    "pages were not told of %s changes: %s", len(chains), type(failure).__name__
                )
                connection.close()


def _notify(chains: set[UUID], people: set[UUID]) -> None:
    topics = [*_topics(chains), *(f"work:{person}" for person in people)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [WAKE])
        for payload in _payloads(topics):
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])


def _topics(chains: set[UUID]) -> list[str]:
    rows = Problem.objects.filter(chain__in=chains).values_list("pk", "number", "owner_id")
    found = dict.fromkeys(f"problem:{reference(number)}" for _, number, _ in rows)
    found.update(dict.fromkeys(f"work:{owner}" for *_, owner in rows))
    told = Notice.objects.filter(problem__in=[problem for problem, *_ in rows], seen_at=None)
    people = told.values_list("person_id", flat=True).distinct()[:200]
    found.update(dict.fromkeys(f"work:{person}" for person in people))
    return list(found)


def _payloads(topics: list[str]) -> list[str]:
    found, line = [], ""
    for topic in topics:
        if len(line) + len(topic) + 1 > _MOST:
            found.append(line)
            line = ""
        line = f"{line} {topic}".strip()
    return [*found, line] if line else found


announcer = Announcer()
