"""The golden signals of each door: how long, how much, what failed, what was waited for."""

from asyncio import CancelledError
from contextlib import AbstractContextManager
from time import perf_counter
from typing import Any

from buckstop.kit import request_number, traces
from buckstop.kit.http.bodies import Message, Receive
from buckstop.kit.http.bridge import Send
from buckstop.kit.http.numbered import Application
from buckstop.meters.meter import Counter, Histogram

REQUESTS = Counter(
    "requests",
    "What came to each door, by how it was answered: `ok`, `refused` (whoever asked must do it "
    "otherwise: 4xx, of mail 5xx), `failed` (we couldn't: 5xx, of mail 4xx), `left` (whoever asked "
    "was gone before it).",
    "door",
    "answer",
)
SECONDS = Histogram(
    "request_seconds",
    "How long an answer took, from the last header (of a mail: its end) to its last byte.",
    "door",
)
THREAD_WAIT = Histogram(
    "thread_wait_seconds", "How long a request waited for one of the threads that make pages."
)
STREAM = "/live/"
DOORS = {
    "/api/": "api", "/c/": "page", "/contact/": "contact", "/portal/": "portal",
    "/s/": "supplier", "/signals/": "signals", "/static/": "static", "/status/": "status",
    STREAM: "live",
}  # fmt: skip
MACHINES = ("/healthz", "/readyz", "/metrics")
MAILBOX = "mailbox"
LEFT = "left"


def door_of(path: str) -> str:
    """Which door answers an address; the desk where no other does."""
    if path in MACHINES:
        return "machines"
    first = f"/{path.lstrip('/').partition('/')[0]}/"
    return DOORS.get(first, "desk")


def metered(application: Application) -> Application:
    """The application, of which is counted how it answers. Of a stream only that it began."""

    async def answering(scope: Message, receive: Receive, send: Send) -> None:
        begun, door, answer = perf_counter(), door_of(scope["path"]), ""

        async def sending(message: Message) -> None:
            nonlocal answer
            if message["type"] == "http.response.start":
                answer = answered(message["status"])
            await send(message)

        try:
            with _traced(scope, door):
                await application(scope, receive, sending)
            answer = answer or LEFT
        except CancelledError:
            answer = answer or LEFT
            raise
        finally:
            if answer != LEFT or door != "live":
                REQUESTS.add(1, door, answer or answered(500))
            if answer != LEFT and door != "live":
                SECONDS.observe(perf_counter() - begun, door)

    return answering


def _traced(scope: Message, door: str) -> AbstractContextManager[Any]:
    sent = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
            if name in (b"traceparent", b"tracestate")}  # fmt: skip
    return traces.request(sent, door=door, method=scope["method"], request=request_number.current())


def answered(status: int) -> str:
    """What a status of HTTP says, in a word."""
    return "failed" if status >= 500 else "refused" if status >= 400 else "ok"


def mail_answered(code: str) -> str:
    """What an answer of SMTP says; there 4 is for what passes, 5 for what the sender must mend."""
    return {"2": "ok", "4": "failed", "5": "refused"}.get(code[:1], "failed")
