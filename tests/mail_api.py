"""A provider's API that does as it is told, on a real port: for tests of what leaves by one."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from buckstop.outbox.channels.push import guard

SILENT, HANGS_UP = (0, "silent"), (0, "hangs up")
QUEUED = (200, {"id": "<given.by@mailgun.example>", "message": "Queued. Thank you."})


@dataclass
class Asked:
    """What was posted: to which path, with which headers and body."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class MailApi:
    """Answers each post with the next of `says`, the last one again and again."""

    says: list[tuple[int, Any]] = field(default_factory=lambda: [QUEUED])
    asked: list[Asked] = field(default_factory=list)
    let_go: threading.Event = field(default_factory=threading.Event)
    posted: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def next_answer(self) -> tuple[int, Any]:
        return self.says.pop(0) if len(self.says) > 1 else self.says[0]


@contextmanager
def mail_api() -> Iterator[MailApi]:
    """One that runs."""
    api = MailApi()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            api.asked.append(Asked(self.path, dict(self.headers), body))
            api.posted.set()
            status, said = api.next_answer()
            if (status, said) == SILENT:
                api.let_go.wait(20)
            if not status:
                self.close_connection = True
                return
            sent = said.encode() if isinstance(said, str) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("X-Message-Id", "64a1")  # as MailerSend and SendGrid name a letter
            if 300 <= status < 400:
                self.send_header("Location", f"{api.url}elsewhere")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST  # noqa: N815 - the name http.server looks for

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    api.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        with guard.anywhere():  # where another test has forbidden what isn't public
            yield api
    finally:
        api.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
