"""A mail server that misbehaves as it is told, on a real port: for tests of what leaves."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default

ANSWERS = {"hello": b"220 x", "EHLO": b"250 x", "MAIL": b"250 x", "RCPT": b"250 x",
           "DATA": b"354 go", ".": b"250 taken", "RSET": b"250 x", "QUIT": b"221 x"}  # fmt: skip
SILENT, HANGS_UP = b"(silent)", b"(hangs up)"


class BadRelay(socketserver.ThreadingTCPServer):
    """Takes mail; `says` tells it what to answer instead: to a verb, or "." for a whole mail.

    `SILENT` waits until `let_go`, `HANGS_UP` ends the connection; a list answers in its order.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.says: dict[str, bytes | list[bytes]] = {}
        self.mails: list[tuple[str, str, bytes]] = []
        self.waits = threading.Event()
        self.let_go = threading.Event()
        self.connections = 0
        self.heard: list[str] = []  # how somebody logs in

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    @property
    def parsed(self) -> list[Message]:
        return [message_from_bytes(raw, policy=default) for _, _, raw in self.mails]

    def to(self) -> list[str]:
        """Whom the mails that came whole were for, in order."""
        return [recipient for _, recipient, _ in self.mails]

    def answer(self, verb: str) -> bytes:
        said = self.says.get(verb, ANSWERS.get(verb, b"250 x"))
        if isinstance(said, list):
            return said.pop(0) if said else ANSWERS.get(verb, b"250 x")
        return said


class _Conversation(socketserver.StreamRequestHandler):
    server: BadRelay

    def handle(self) -> None:
        self.server.connections += 1
        sender = recipient = ""
        if not self._say("hello"):
            return
        while line := self.rfile.readline():
            words = line.decode("utf-8", "replace").strip()
            verb = words.split(" ")[0].split(":")[0].upper()
            if verb == "AUTH":
                self.server.heard.append(words)
            if verb == "MAIL":
                sender = _address(words)
            if verb == "RCPT":
                recipient = _address(words)
            if not self._say(verb):
                return
            if verb == "DATA" and not self._whole_mail(sender, recipient):
                return

    def _whole_mail(self, sender: str, recipient: str) -> bool:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.mails.append((sender, recipient, b"".join(lines)))
        return self._say(".")

    def _say(self, verb: str) -> bool:
        said = self.server.answer(verb)
        if said == SILENT:
            self.server.waits.set()
            self.server.let_go.wait(60)
            return False
        if said == HANGS_UP:
            self.connection.shutdown(socket.SHUT_RDWR)
            return False
        self.wfile.write(said + b"\r\n")
        return True


def _address(words: str) -> str:
    return words.partition("<")[2].partition(">")[0]


@contextmanager
def bad_relay() -> Iterator[BadRelay]:
    """A running one."""
    with BadRelay() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.let_go.set()
            server.shutdown()
            thread.join(5)
