"""The live stream of staff pages: one per browser.

A small ASGI application beside Django's pages. A stream says `data: <topic>` for what the person
may see: `work` when theirs changed, and for people of the desk `problem:P-1042` of every problem.

A stream is as good as the session it was opened with: before anything is told, and every few
seconds, those end whose session, password, role or person is no more what it was.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import Error, close_old_connections
from django.utils.crypto import constant_time_compare

from buckstop.doors.desk.hub import EVERYTHING, Hub, Listener, Stream
from buckstop.doors.desk.networks import open_to
from buckstop.doors.desk.presence import event
from buckstop.people.queries import staff

type Message = MutableMapping[str, Any]
type Send = Callable[[Message], Awaitable[None]]
type Receive = Callable[[], Awaitable[Message]]

BEAT = 25.0
"""Seconds between comments that keep proxies from closing a quiet stream."""

hub = Hub()


def address() -> str:
    """Of the stream for a page that is being made now."""
    return f"/live/?made={time.time():.3f}"


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """GET /live/: the stream, for who is logged in; 204 tells the browser to stop asking."""
    if not open_to((scope.get("client") or ("",))[0]):
        await _answer(send, 204)
        return
    try:
        listener = await sync_to_async(_who)(_cookie(scope))
    except Error:  # the database is away: the browser comes again
        await _answer(send, 503)
        return
    stream = await hub.join(listener, _made(scope)) if listener else None
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
    if topic == EVERYTHING:
        return f"data: {topic}\n\n"
    if topic.startswith("presence:") and stream.listener.is_of_the_desk:
        ref = topic.partition(":")[2]
        return event(ref, hub.presence.others(ref, stream.listener.person))
    if topic == f"work:{stream.listener.person}":
        return "data: work\n\n"
    theirs = topic.startswith("problem:") and stream.listener.is_of_the_desk
    return f"data: {topic}\n\n" if theirs else ""


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _made(scope: Message) -> float:
    """When the page was made; where that can't be read, now."""
    said = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("made", [""])[0]
    try:
        return float(said)
    except ValueError:
        return time.time()


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


async def _answer(send: Send, status: int) -> None:
    headers = [(b"retry-after", b"30")] if status == 503 else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _chunk(text: str) -> Message:
    return {"type": "http.response.body", "body": text.encode(), "more_body": True}
