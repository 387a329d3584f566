"""Real pages in a real browser, from the test's own process: a test client answers what it asks.

So pages see what the test's own transaction has written, and nothing need be emptied afterwards.
"""

import asyncio
import mimetypes
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context, copy_context
from functools import cache
from pathlib import Path
from typing import Any

import uvicorn
from django.contrib.staticfiles import finders
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Page

from buckstop.doors.components.bundles import bundles
from tests.browser import leave

KEPT = ("content-type", "hx-trigger", "hx-redirect", "content-security-policy")
TOLD = ("hx-", "x-", "sec-purpose")
"""What a browser says of a request that the pages listen to."""
PATIENCE = 120_000  # milliseconds: a busy machine is slow, and nothing here measures it


class Desk:
    """What one test's browser asks. It listens on the loop that the browser is spoken with, so it
    answers while the test waits for the browser, and never while the test itself is at work."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.here: Context = copy_context()  # the loop has no connection of the test's
        self.database = {name: connections[name] for name in connections}
        self.asked: list[tuple[str, str]] = []  # with which method, and for which path
        self.failed: list[str] = []  # answers that never came: the log says why
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://desk.localhost:{self.socket.getsockname()[1]}"

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request: ASGI."""
        path = scope["path"]
        if path.startswith("/static/"):
            kept = [(b"content-type", kind_of(path)), (b"cache-control", b"max-age=600")]
            await answer(send, 200, kept, file(path))
        elif path == "/live/":  # there is no live stream
            await answer(send, 204, [], b"")
        else:
            body, more = b"", True
            while more:
                part = await receive()
                body, more = body + part.get("body", b""), part.get("more_body", False)
            self.asked.append((scope["method"], path))
            self.failed.append(path)
            said = self.here.run(self.answer, scope, body)
            self.failed.pop()
            headers = [
                (name.lower().encode(), value.encode("latin-1"))
                for name, value in said.items()
                if name.lower() in KEPT
            ]
            await answer(send, said.status_code, headers, said.getvalue())

    def answer(self, scope: Any, body: bytes) -> HttpResponse:
        """The answer to one request, from what the test has in its own transaction."""
        for name, connection in self.database.items():
            connections[name] = connection
        return asked_of(self.client, scope, body)


async def answer(send: Any, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    """Send one answer whole."""
    if status != 204:
        headers = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@cache
def file(path: str) -> bytes:
    """A file of ours."""
    for one in bundles().values():
        if one.address == path:
            return one.text.encode()
    return Path(str(finders.find(path.removeprefix("/static/")))).read_bytes()


def kind_of(path: str) -> bytes:
    """The type of a file of ours."""
    return (mimetypes.guess_type(path)[0] or "application/octet-stream").encode()


@contextmanager
def answering(client: Client, loop: asyncio.AbstractEventLoop) -> Iterator[Desk]:
    """What asks at its address is answered by `client`, whenever this loop runs."""
    desk = Desk(client)
    config = uvicorn.Config(
        desk, lifespan="off", log_config=None, access_log=False, ws="none", interface="asgi3"
    )
    server = uvicorn.Server(config)
    serving = loop.create_task(server._serve(sockets=[desk.socket]))
    yield desk
    for listening in server.servers:  # the loop forgets it before its number is another's
        listening.close()
    for connection in list(server.server_state.connections):
        connection.shutdown()
    serving.cancel()
    assert desk.failed == []


@contextmanager
def looking(browser: Browser, client: Client, **how: Any) -> Iterator[Page]:
    """A page of a browser whose requests `client` answers; `how` are the options of its context."""
    # the loop is Playwright's, in this thread
    with answering(client, asyncio.get_running_loop()) as desk:
        usual: dict[str, Any] = {"base_url": desk.address, "reduced_motion": "reduce"}
        context = browser.new_context(service_workers="block", **usual | how)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        yield page
        leave(context)


def asked_of(client: Client, scope: Any, body: bytes) -> HttpResponse:
    """The answer to what a browser asks; where that sends it elsewhere, the answer from there."""
    headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
    query = scope["query_string"].decode()
    said: HttpResponse = client.generic(
        scope["method"],
        f"{scope['path']}?{query}" if query else scope["path"],
        body,
        headers.get("content-type", ""),
        headers={name: value for name, value in headers.items() if name.startswith(TOLD)},
    )  # type: ignore[assignment]
    while said.status_code in (301, 302):
        said = client.get(said["Location"])  # type: ignore[assignment]
    return said
