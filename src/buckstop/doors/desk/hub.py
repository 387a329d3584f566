"""Who listens to what changes: one LISTEN per process, and the streams it passes topics to.

A page is as old as the instant at which it was made, and its stream opens later: what was told in
between is passed on when the stream joins. Where the hub didn't listen for all of that time, it
says EVERYTHING instead, and the page fetches all that lives on it.
"""

import asyncio
import logging
import time
from collections import deque
from dataclasses import dataclass, field
from uuid import UUID

import psycopg
from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session
from django.db import Error, close_old_connections, connection
from django.utils import timezone

from buckstop.doors.desk import presence
from buckstop.kit.postgres.described import for_libpq
from buckstop.notices.live import CHANNEL
from buckstop.people.queries import staff
from buckstop.people.roles import Capability, can

LOOK = 2.0
"""Seconds between two looks at whether those who listen still may."""
GATHER = 0.1
"""Seconds in which what is told comes together, so that one look is enough for all of it."""
SKEW = 0.25
"""Seconds by which the clocks of two machines may differ."""
MOST_STREAMS = 2_000
MOST_RECENT = 5_000
MOST_AT_ONCE = 100
EVERYTHING = "everything"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Listener:
    """Who listens, and what they came in with."""

    session: str
    person: UUID
    password: str
    role: str

    @property
    def is_of_the_desk(self) -> bool:
        return can(self.role, Capability.OWN)


@dataclass(eq=False)
class Stream:
    """One browser's: topics to pass on, then None for the end."""

    listener: Listener
    queue: "asyncio.Queue[str | None]" = field(default_factory=lambda: asyncio.Queue(maxsize=500))

    def put(self, topic: str | None) -> None:
        """Into a full queue nothing goes: its browser is slow, and fetches all when it returns."""
        if topic is None and self.queue.full():
            self.queue.get_nowait()  # the end always finds room
        if not self.queue.full():
            self.queue.put_nowait(topic)


class Hub:
    """Hears the database and passes topics to the streams of this process."""

    def __init__(self) -> None:
        self._streams: set[Stream] = set()
        self._task: asyncio.Task[None] | None = None
        self._recent: deque[tuple[float, str]] = deque(maxlen=MOST_RECENT)
        self.presence = presence.Presence()
        self._heard_from: float | None = None  # all that was told since is in `_recent`
        self.most = MOST_STREAMS
        self.stopping = False

    @property
    def count(self) -> int:
        """How many streams there are."""
        return len(self._streams)

    async def join(self, listener: Listener, made: float) -> Stream | None:
        """One more stream, of a page that was `made` then (seconds since the epoch), with what was
        told since; None where there are too many or we stop."""
        if self.stopping or len(self._streams) >= self.most:
            return None
        if self._task is None:
            self._task = asyncio.create_task(self._listen())
        stream = Stream(listener)
        self._streams.add(stream)
        if self._heard_from is not None:  # else it is told as soon as we listen
            for topic in [*self._told_since(made - SKEW), *self._present()]:
                stream.put(topic)
        return stream

    def _present(self) -> list[str]:
        return [f"presence:{ref}" for ref in self.presence.problems()[:MOST_AT_ONCE]]

    def _told_since(self, instant: float) -> list[str]:
        """Each topic once."""
        full = len(self._recent) == MOST_RECENT
        known = max(self._heard_from or 0.0, self._recent[0][0] if full else 0.0)
        if instant < known:
            return [EVERYTHING]
        topics = list(dict.fromkeys(topic for at, topic in self._recent if at >= instant))
        return topics if len(topics) <= MOST_AT_ONCE else [EVERYTHING]

    def _pass(self, topics: dict[str, None]) -> None:
        """To every stream, and kept for those that come."""
        lasting = [topic for topic in topics if not topic.startswith("presence:")]
        self._recent.extend((time.time(), topic) for topic in lasting)
        for stream in self._streams:
            for topic in topics:
                stream.put(topic)

    def leave(self, stream: Stream) -> None:
        self._streams.discard(stream)

    def stop(self) -> None:
        """End every stream, so that the process can."""
        self.stopping = True
        for stream in self._streams:
            stream.put(None)
        if self._task is not None:
            self._task.cancel()

    async def _listen(self) -> None:
        while not self.stopping:
            try:
                await self._hear()
            except (psycopg.Error, Error) as away:
                log.warning("the live stream lost the database, trying again: %s", _kind(away))
                await asyncio.sleep(1)

    async def _hear(self) -> None:
        parameters = await sync_to_async(for_libpq)(connection)
        async with await psycopg.AsyncConnection.connect(**parameters, autocommit=True) as hears:
            await hears.execute(f"LISTEN {CHANNEL}")
            await hears.execute(f"LISTEN {presence.CHANNEL}")
            self._heard_from = time.time()
            self._recent.clear()
            self._pass({EVERYTHING: None})  # of what was told before that, we heard nothing
            while True:
                topics: dict[str, None] = {}
                async for told in hears.notifies(timeout=LOOK, stop_after=1):
                    topics.update(self._topics(told))
                if topics:
                    async for told in hears.notifies(timeout=GATHER):
                        topics.update(self._topics(told))
                gone = self.presence.forget(time.time())
                topics.update(dict.fromkeys(f"presence:{ref}" for ref in gone))
                await self._end_those_who_may_no_more()
                self._pass(topics)

    def _topics(self, told: psycopg.Notify) -> dict[str, None]:
        if told.channel == presence.CHANNEL:
            return {presence.heard(self.presence, told.payload): None}
        return dict.fromkeys(told.payload.split())

    async def _end_those_who_may_no_more(self) -> None:
        if not self._streams:
            return
        listeners = {stream.listener for stream in self._streams}
        may = await sync_to_async(_still_may)(listeners)
        for stream in [one for one in self._streams if one.listener not in may]:
            if stream.listener in listeners:  # who came meanwhile was looked at a moment ago
                self._streams.discard(stream)
                stream.put(None)


def _still_may(listeners: set[Listener]) -> set[Listener]:
    """Those whose session goes on, and who are what they were when they came in."""
    close_old_connections()
    keys = {one.session for one in listeners}
    running = Session.objects.filter(pk__in=keys, expire_date__gt=timezone.now())
    sessions = set(running.values_list("pk", flat=True))
    people = staff().filter(pk__in={one.person for one in listeners})
    present = set(people.values_list("pk", "password", "role"))
    return {
        one
        for one in listeners
        if one.session in sessions and (one.person, one.password, one.role) in present
    }


def _kind(away: Exception) -> str:
    return f"{type(away).__name__}: {(str(away).strip().splitlines() or [''])[0]}"
