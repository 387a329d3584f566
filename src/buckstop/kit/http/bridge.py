"""A WSGI application in threads, behind asyncio: a thread is held only while it works."""

import asyncio
import contextvars
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import IO, Any

from buckstop.kit.http.bodies import Bodies, Body, Left, Message, NotTaken, Receive

type Send = Callable[[Message], Awaitable[None]]
type Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
type Refusal = Callable[[str, HTTPStatus], tuple[str, bytes]]

PIECE = 64 * 1024
IN_MEMORY = 1024 * 1024  # bytes of an answer beyond which it goes through a file
RETRY_AFTER = b"30"


@dataclass
class Answer:
    """What the application said, before it is sent."""

    file: IO[bytes]
    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)

    def start(self, status: str, headers: list[tuple[str, str]], error: Any = None) -> Any:
        """WSGI's `start_response`."""
        self.status = int(status.split(" ", 1)[0])
        self.headers = [
            (name.lower().encode("latin1"), value.strip().encode("latin1"))
            for name, value in headers
        ]
        return self.file.write


class Bridge:
    """Runs `wsgi` in `threads`; `scheme` is what the house is reached by, whoever stands between.

    `refusal(path, status)` is the type and the words of an answer to a body that isn't taken;
    `waited` hears how many seconds a request waited for a thread. `busy` is how many work.
    """

    def __init__(
        self,
        wsgi: Wsgi,
        *,
        threads: int,
        bodies: Bodies,
        scheme: str,
        refusal: Refusal,
        waited: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._wsgi = wsgi
        self._bodies = bodies
        self._scheme = scheme
        self._refusal = refusal
        self._waited = waited
        self.busy = 0
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            body = await self._bodies.read(scope, receive)
        except Left:
            return
        except NotTaken as no:
            await self._refuse(scope["path"], no.status, send)
            return
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
            answer = Answer(file)
            with body.file:
                environ = _environ(scope, body, self._scheme)
                run = contextvars.copy_context().run
                loop = asyncio.get_running_loop()
                begun = time.perf_counter()
                self.busy += 1
                try:
                    await loop.run_in_executor(
                        self._threads, run, self._work, environ, answer, begun
                    )
                finally:
                    self.busy -= 1
            await _send(answer, send)

    def _work(self, environ: dict[str, Any], answer: Answer, begun: float) -> None:
        self._waited(time.perf_counter() - begun)
        pieces = self._wsgi(environ, answer.start)
        try:
            for piece in pieces:
                answer.file.write(piece)
        finally:
            getattr(pieces, "close", lambda: None)()

    async def _refuse(self, path: str, status: HTTPStatus, send: Send) -> None:
        kind, said = self._refusal(path, status)
        headers = [
            (b"content-type", kind.encode()),
            (b"content-length", str(len(said)).encode()),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
        ]
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers.append((b"retry-after", RETRY_AFTER))
        await send({"type": "http.response.start", "status": status.value, "headers": headers})
        await send({"type": "http.response.body", "body": said})


async def _send(answer: Answer, send: Send) -> None:
    """Send what is in the file, a piece at a time, as its reader takes it."""
    length = answer.file.tell()
    named = {name for name, _ in answer.headers}
    has_body = answer.status >= 200 and answer.status not in (204, 304)
    if has_body and b"content-length" not in named and b"transfer-encoding" not in named:
        answer.headers.append((b"content-length", str(length).encode()))
    start = {"type": "http.response.start", "status": answer.status, "headers": answer.headers}
    await send(start)
    answer.file.seek(0)
    while len(piece := answer.file.read(PIECE)) == PIECE:
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": piece})


def _environ(scope: Message, body: Body, scheme: str) -> dict[str, Any]:
    """What WSGI (PEP 3333) wants to know of a request."""
    server = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin1"),
        "QUERY_STRING": scope["query_string"].decode("latin1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": body.file,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        if b"_" in name:  # it would pass for one that a proxy vouches for
            continue
        key = "HTTP_" + name.decode("latin1").upper().replace("-", "_")
        said = value.decode("latin1")
        environ[key] = f"{environ[key]},{said}" if key in environ else said
    environ.pop("HTTP_TRANSFER_ENCODING", None)  # it is whole by now
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
    environ.pop("HTTP_CONTENT_LENGTH", None)
    environ["CONTENT_LENGTH"] = str(body.length) if body.length else ""
    return environ
