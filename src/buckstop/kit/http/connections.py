"""How long a connection may take, and how many there may be."""

import asyncio
import resource
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar, override

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

KEPT_FOR_OURSELVES = 128  # of the files that may be open: the database, temporary files, the log
FEWEST, MOST = 64, 4_000
BUSY = "503 Service Unavailable", "Too many connections just now. Please try again in 10 s."
HEADERS_TOO_LARGE = "431 Request Header Fields Too Large", "The headers are too large."


def room_for_connections() -> int:
    """How many connections this process may hold, after asking for as many files as it may have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST if hard == resource.RLIM_INFINITY else min(hard, 2 * MOST)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    open_files = 2 * MOST if soft == resource.RLIM_INFINITY else soft
    # A request may need a file for its body and one for its answer beside the connection.
    return max(FEWEST, min(MOST, (open_files - KEPT_FOR_OURSELVES) // 2))


def nobody(address: str) -> bool:
    """The default for `speaks_for_many`."""
    return False


@dataclass
class Door:
    """Who is in; seconds and bytes after which somebody must leave.

    `speaks_for_many` tells proxies, whose connections are everybody's, from clients.
    """

    most: int = MOST
    most_of_one: int = 200
    headers_within: float = 10.0
    headers_most: int = 64 * 1024
    stalled_after: float = 30.0
    speaks_for_many: Callable[[str], bool] = nobody
    inside: dict["Connection", None] = field(default_factory=dict)
    of_one: dict[str, dict["Connection", None]] = field(default_factory=dict)

    def enter(self, coming: "Connection") -> bool:
        """Let one in; somebody unfinished goes for it where all places are taken."""
        theirs = self.of_one.get(coming.address, {})
        most_of_one = self.most if self.speaks_for_many(coming.address) else self.most_of_one
        for places, most in ((theirs, most_of_one), (self.inside, self.most)):
            if len(places) >= most and not self._make_room(places):
                return False
        self.inside[coming] = None
        self.of_one.setdefault(coming.address, {})[coming] = None
        return True

    def leave(self, going: "Connection") -> None:
        """Forget one that has gone, or never was in."""
        self.inside.pop(going, None)
        theirs = self.of_one.get(going.address, {})
        theirs.pop(going, None)
        if not theirs:
            self.of_one.pop(going.address, None)

    def _make_room(self, places: dict["Connection", None]) -> bool:
        """Hang up on the one that has been there longest of those who keep us waiting."""
        longest = next((one for one in places if one.keeps_us_waiting), None)
        if longest is None:
            return False
        self.leave(longest)
        longest.transport.abort()
        return True


class Connection(HttpToolsProtocol):
    """uvicorn's, which itself waits for ever for headers and for clients that don't read."""

    door: ClassVar[Door]
    address = ""
    _headers: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None
    _header_bytes = 0

    @property
    def keeps_us_waiting(self) -> bool:
        """Whether we wait for its next request, or for the rest of one."""
        return self.cycle is None or self.cycle.response_complete or self.cycle.more_body

    @override
    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.address = self.client[0] if self.client else ""
        if self.door.enter(self):
            self._await_headers()
        else:
            self._refuse(*BUSY)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self.door.leave(self)
        self._headers_are_there()
        self._writing_goes_on()
        super().connection_lost(exc)

    @override
    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._headers is not None:
            self._header_bytes += len(data)
            if self._header_bytes > self.door.headers_most and not self.transport.is_closing():
                self._refuse(*HEADERS_TOO_LARGE)

    @override
    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._await_headers()

    @override
    def on_headers_complete(self) -> None:
        self._headers_are_there()
        super().on_headers_complete()

    @override
    def pause_writing(self) -> None:
        super().pause_writing()
        if self._stalled is None:
            self._stalled = self.loop.call_later(self.door.stalled_after, self.transport.abort)

    @override
    def resume_writing(self) -> None:
        self._writing_goes_on()
        super().resume_writing()

    def _await_headers(self) -> None:
        self._header_bytes = 0
        if self._headers is None:
            within = self.door.headers_within
            self._headers = self.loop.call_later(within, self.timeout_keep_alive_handler)

    def _headers_are_there(self) -> None:
        if self._headers is not None:
            self._headers.cancel()
            self._headers = None

    def _writing_goes_on(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def _refuse(self, status: str, sentence: str) -> None:
        said = f"{sentence}\n"
        head = f"HTTP/1.1 {status}\r\nRetry-After: 10\r\nConnection: close\r\n"
        kind = f"Content-Type: text/plain; charset=utf-8\r\nContent-Length: {len(said)}\r\n\r\n"
        self.transport.write(f"{head}{kind}{said}".encode("ascii"))
        self.transport.close()


def connections(door: Door) -> type[Connection]:
    """The protocol for uvicorn's `http`, whose connections come through this door."""
    return type("Admitted", (Connection,), {"door": door})
