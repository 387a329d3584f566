"""A receiver of webhooks that does as a test says, and an endpoint of it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from buckstop.ledger import feed
from buckstop.ledger.actor import DESK
from buckstop.problems.tests.world import World
from buckstop.webhooks.actions.endpoints import add_endpoint
from buckstop.webhooks.actions.queueing import queue_sendings
from buckstop.webhooks.models import Endpoint
from buckstop.webhooks.sender import deliver_webhooks


class Receiver:
    """Somebody's program: `answers` says with which status and headers it answers what."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers: Callable[[bytes], tuple[int, dict[str, str]]] = lambda body: (204, {})
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.got.append((headers, body))
                status, more = receiver.answers(body)
                self.send_response(status)
                for name, value in {"Content-Length": "0", **more}.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *said: Any) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/hook"

    def says(self, status: int, **headers: str) -> None:
        self.answers = lambda body: (status, headers)


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test is one transaction, in which nothing would be settled before its end."""
    monkeypatch.setattr(feed, "_SETTLED", "TRUE")
    monkeypatch.setattr(feed, "_next", lambda: 2**63)


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.PUSH_PRIVATE_HOSTS = ["127.0.0.1"]
    with receiving() as found:
        yield found


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Somebody's program that listens."""
    found = Receiver()
    found.thread.start()
    yield found
    found.server.shutdown()
    found.server.server_close()


def endpoint_of(world: World, receiver: Receiver, *codes: str) -> tuple[Endpoint, str]:
    return add_endpoint(
        name="Accounting", address=receiver.address, codes=codes, owner=world.bruno,
        by=DESK, at=world.now,
    )  # fmt: skip


def send(world: World) -> None:
    """What a worker does with webhooks now."""
    deliver_webhooks(at=world.now)
    queue_sendings(at=world.now)
    deliver_webhooks(at=world.now)
