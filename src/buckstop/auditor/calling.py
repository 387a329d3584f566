"""Calling the heartbeat address, and nothing inside.

Its name is looked up once, and the connection goes to a public address of that look-up: neither a
name that points inside, nor one that changes meanwhile, nor an answer that leads elsewhere gets
anywhere. Only https, only port 443.
"""

import socket
import ssl
from http.client import HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from buckstop.outbox.channels.push.guard import public_addresses

PATIENCE = 5.0  # seconds
PORT = 443


class NotReached(Exception):
    """Why it wasn't called, or didn't say yes."""


class _Pinned(HTTPSConnection):
    """A connection to one address, whatever its name stands for by now."""

    def __init__(self, name: str, address: str) -> None:
        self._address = address
        self._trusted = ssl.create_default_context()
        super().__init__(name, PORT, timeout=PATIENCE, context=self._trusted)

    def connect(self) -> None:
        plain = socket.create_connection((self._address, PORT), PATIENCE)
        self.sock = self._trusted.wrap_socket(plain, server_hostname=self.host)


def call(url: str) -> None:
    """GET it, and have it say 2xx. Raises NotReached."""
    parts = urlsplit(url)
    name = parts.hostname or ""
    if parts.scheme != "https" or (parts.port or PORT) != PORT:
        raise NotReached("only https is called")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection = _Pinned(name, next(public_addresses(name, PORT)))
        try:
            connection.request("GET", path, headers={"User-Agent": "Buckstop"})
            status = connection.getresponse().status
        finally:
            connection.close()
    except (OSError, HTTPException, ValueError) as failure:
        raise NotReached(f"{name} didn’t answer: {failure}") from failure
    if not 200 <= status < 300:
        raise NotReached(f"{name} answered {status}")
