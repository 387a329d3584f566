"""The live stream of staff pages: one LISTEN per process, one stream per browser.

A small ASGI application beside Django's pages. A stream says `data: <topic>` for what the person
may see: `work` when theirs changed, and for people of the desk `problem:P-1042` of every problem.

A stream is as good as the session it was opened with: before anything is told, and every few
seconds, those end whose session, password, role or person is no more what it was.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any
from uuid import UUID

import psycopg
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import Error, close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from buckstop.kit.postgres.described import for_libpq
from buckstop.notices.live import CHANNEL
from buckstop.people.queries import staff
from buckstop.people.roles import Capability, can

type Message = MutableMapping[str, Any]
type Send = Callable[[Message], Awaitable[None]]
type Receive = Callable[[], Awaitable[Message]]

BEAT = 25.0
"""Seconds between comments that keep proxies from closing a quiet stream."""
LOOK = 2.0
"""Seconds between two looks at whether those who listen still may."""
GATHER = 0.1
"""Seconds in which what is told comes together, so that one look is enough for all of it."""
MOST_STREAMS = 2_000

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
        self.most = MOST_STREAMS
        self.stopping = False

    async def join(self, listener: Listener) -> Stream | None:
        """One more stream; None where there are too many or we stop."""
        if self.stopping or len(self._streams) >= self.most:
            return None
        if self._task is None:
            self._task = asyncio.create_task(self._listen())
        stream = Stream(listener)
        self._streams.add(stream)
        return stream

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
            while True:
                topics: dict[str, None] = {}
                async for told in hears.notifies(timeout=LOOK, stop_after=1):
                    topics.update(dict.fromkeys(told.payload.split()))
                if topics:
                    async for told in hears.notifies(timeout=GATHER):
                        topics.update(dict.fromkeys(told.payload.split()))
                await self._end_those_who_may_no_more()
                for stream in self._streams:
                    for topic in topics:
                        stream.put(topic)

    async def _end_those_who_may_no_more(self) -> None:
        if not self._streams:
            return
        listeners = {stream.listener for stream in self._streams}
        may = await sync_to_async(_still_may)(listeners)
        for stream in [one for one in self._streams if one.listener not in may]:
            if stream.listener in listeners:  # who came meanwhile was looked at a moment ago
                self._streams.discard(stream)
                stream.put(None)


hub = Hub()


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """GET /live/: the stream, for who is logged in; 204 tells the browser to stop asking."""
    try:
        listener = await sync_to_async(_who)(_cookie(scope))
    except Error:  # the database is away: the browser comes again
        await _answer(send, 503)
        return
    stream = await hub.join(listener) if listener else None
    if listener is None or stream is None:
        await _answer(send, 204 if listener is None else 503)
        return
    try:
        await _stream(stream, receive, send)
    finally:
        hub.leave(stream)


async def _stream(stream: Stream, receive: Receive, send: Send) -> None:
    headers = [
        (b"content-type", b"text/event-stream"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send(_chunk("retry: 2000\n\n"))
    gone = asyncio.create_task(_until_gone(receive))
    try:
        while (said := await _next(stream, gone)) is not None:
            if said:
                await send(_chunk(said))
    finally:
        gone.cancel()
    if not gone.done():
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _next(stream: Stream, gone: asyncio.Task[None]) -> str | None:
    """What to write next; "" for nothing of theirs, None for the end."""
    coming = asyncio.create_task(stream.queue.get())
    await asyncio.wait({coming, gone}, timeout=BEAT, return_when=asyncio.FIRST_COMPLETED)
    if gone.done():
        coming.cancel()
        return None
    if not coming.done():
        coming.cancel()
        return ": still here\n\n"
    topic = coming.result()
    if topic is None:
        return None
    if topic == f"work:{stream.listener.person}":
        return "data: work\n\n"
    theirs = topic.startswith("problem:") and stream.listener.is_of_the_desk
    return f"data: {topic}\n\n" if theirs else ""


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _cookie(scope: Message) -> str:
    headers = dict(scope["headers"])
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return ""
    found = jar.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


def _who(session_key: str) -> Listener | None:
    """The member of staff who is logged in with this session, as Django itself decides it."""
    if not session_key or "\0" in session_key:
        return None
    close_old_connections()
    session = SessionStore(session_key)
    key = session.get(SESSION_KEY)
    person = staff().filter(pk=key).first() if key else None
    if person is None:
        return None
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()):
        return None
    return Listener(session_key, person.pk, person.password, person.role)


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


async def _answer(send: Send, status: int) -> None:
    headers = [(b"retry-after", b"30")] if status == 503 else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _chunk(text: str) -> Message:
    return {"type": "http.response.body", "body": text.encode(), "more_body": True}
