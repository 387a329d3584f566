"""The live stream of staff pages: one LISTEN per process, one stream per browser.

A small ASGI application beside Django's pages. A stream says `data: <topic>` for what the person
may see: `work` when theirs changed, and for people of the desk `problem:P-1042` of every problem.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import SimpleCookie
from typing import Any

import psycopg
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections, connection

from buckstop.kit.postgres.described import for_libpq
from buckstop.notices.live import CHANNEL
from buckstop.people.models import Person
from buckstop.people.roles import DESK_ROLES

type Message = MutableMapping[str, Any]
type Send = Callable[[Message], Awaitable[None]]
type Receive = Callable[[], Awaitable[Message]]

BEAT = 25.0
"""Seconds between comments that keep proxies from closing a quiet stream."""
MOST_STREAMS = 2_000

log = logging.getLogger(__name__)


class Hub:
    """Hears the database and passes topics to the streams of this process."""

    def __init__(self) -> None:
        self._streams: set[asyncio.Queue[str | None]] = set()
        self._task: asyncio.Task[None] | None = None
        self.most = MOST_STREAMS
        self.stopping = False

    async def join(self) -> asyncio.Queue[str | None] | None:
        """A queue of topics for one more stream; None where there are too many or we stop."""
        if self.stopping or len(self._streams) >= self.most:
            return None
        if self._task is None:
            self._task = asyncio.create_task(self._listen())
        queue: asyncio.Queue[str | None] = asyncio.Queue(maxsize=500)
        self._streams.add(queue)
        return queue

    def leave(self, queue: asyncio.Queue[str | None]) -> None:
        self._streams.discard(queue)

    def stop(self) -> None:
        """End every stream, so that the process can."""
        self.stopping = True
        for queue in self._streams:
            _put(queue, None)
        if self._task is not None:
            self._task.cancel()

    async def _listen(self) -> None:
        while not self.stopping:
            try:
                await self._hear()
            except psycopg.Error as away:
                log.warning("the live stream lost the database, trying again: %s", away)
                await asyncio.sleep(1)

    async def _hear(self) -> None:
        parameters = await sync_to_async(for_libpq)(connection)
        async with await psycopg.AsyncConnection.connect(**parameters, autocommit=True) as hears:
            await hears.execute(f"LISTEN {CHANNEL}")
            async for told in hears.notifies():
                for queue in self._streams:
                    for topic in told.payload.split():
                        _put(queue, topic)


def _put(queue: asyncio.Queue[str | None], topic: str | None) -> None:
    """Into a full queue nothing goes: its browser is too slow, and fetches all when it returns."""
    if not queue.full():
        queue.put_nowait(topic)


hub = Hub()


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """GET /live/: the stream, for who is logged in; 204 tells the browser to stop asking."""
    person = await sync_to_async(_who)(_cookie(scope))
    queue = await hub.join() if person else None
    if person is None or queue is None:
        await _answer(send, 204 if person is None else 503)
        return
    try:
        await _stream(person, queue, receive, send)
    finally:
        hub.leave(queue)


async def _stream(
    person: Person, queue: asyncio.Queue[str | None], receive: Receive, send: Send
) -> None:
    headers = [
        (b"content-type", b"text/event-stream"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send(_chunk("retry: 2000\n\n"))
    gone = asyncio.create_task(_until_gone(receive))
    try:
        while (said := await _next(queue, gone, person)) is not None:
            if said:
                await send(_chunk(said))
    finally:
        gone.cancel()
    if not gone.done():
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _next(
    queue: asyncio.Queue[str | None], gone: asyncio.Task[None], person: Person
) -> str | None:
    """What to write next; "" for nothing of theirs, None for the end."""
    coming = asyncio.create_task(queue.get())
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
    if topic == f"work:{person.pk}":
        return "data: work\n\n"
    theirs = topic.startswith("problem:") and person.role in DESK_ROLES
    return f"data: {topic}\n\n" if theirs else ""


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _cookie(scope: Message) -> str:
    headers = dict(scope["headers"])
    jar = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    found = jar.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


def _who(session_key: str) -> Person | None:
    """The member of staff who is logged in with this session."""
    if not session_key:
        return None
    close_old_connections()
    person = SessionStore(session_key).get(SESSION_KEY)
    if person is None:
        return None
    return Person.objects.filter(pk=person, deactivated_at=None).exclude(role="contact").first()


async def _answer(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def _chunk(text: str) -> Message:
    return {"type": "http.response.body", "body": text.encode(), "more_body": True}
