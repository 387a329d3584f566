"""How long a client may take, and keep us: one timer for all that is bounded in time."""

import asyncio
import math
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from typing import ClassVar, Protocol, override

from aiosmtpd.smtp import SMTP

from buckstop.doors.mailbox.spool import Room, Spool, Unfinished

TOO_SLOW = "421 4.4.2 The mail came too slowly; please try again."
TOO_LONG = "421 4.4.2 This connection has been open for long; please come again."
FAREWELL = 5.0
"""Seconds for a client to read our last answer; then the line is cut."""


class Server(Protocol):
    """What a conversation asks of its server."""

    size_limit: int
    most_recipients: int
    stopping: bool
    spool: Spool
    room: Room
    longest: float
    patience: float
    slowest: int

    @property
    def answers(self) -> object:
        """What answers for it: aiosmtpd's handler."""

    def knows(self, address: str, /) -> Awaitable[bool]:
        """Whether `address` is one of ours."""

    def accept(
        self, sender: str, recipients: tuple[str, ...], raw: bytes, /
    ) -> Awaitable[str | None]:
        """Commit the mail; a note for the sender's log, or None."""

    def admit(self, conversation: "Bounded") -> str | None:
        """Why a new client must leave again, as an SMTP answer; None where it may stay."""

    def gone(self, conversation: "Bounded") -> None:
        """The client has left."""


class LookedThrough:
    """Shows aiosmtpd only what it looks for: at every connection it goes through all names."""

    _looked_for: ClassVar[list[str]]

    def __init_subclass__(cls) -> None:
        names = ("auth_", "handle_", "smtp_")
        cls._looked_for = [name for name in dir(cls) if name.startswith(names)]

    def __dir__(self) -> list[str]:
        return self._looked_for


class Bounded(LookedThrough, SMTP):
    """Ends where the client is silent for long, stays for long, or sends a mail too slowly.

    What is heard moves no timer: when it runs out, it is set again to the next bound.
    """

    def __init__(self, server: Server, **options: object) -> None:
        self.server = server
        self.in_hand = False
        self.address = ""
        self.heard_at = 0.0
        self._ends_at = math.inf  # when it has been long enough
        self._awaited: Unfinished | None = None  # the mail that is read, since `_began_at`
        self._began_at = 0.0
        super().__init__(server.answers, **options)  # type: ignore[arg-type]

    @override
    def connection_lost(self, error: Exception | None) -> None:
        """The client has left, or was asked to."""
        self.server.gone(self)
        super().connection_lost(error)

    def leave(self, answer: str) -> None:
        """Say goodbye and hang up."""
        if isinstance(self.transport, asyncio.Transport) and not self.transport.is_closing():
            self.transport.write(answer.encode() + b"\r\n")
            self.transport.close()

    def hang_up(self) -> None:
        """Hang up at once, whatever is in hand: its sender has no 250 and will come again."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()

    @contextmanager
    def awaiting(self, mail: Unfinished) -> Iterator[None]:
        """While `mail` is read, it must come in time."""
        self._awaited, self._began_at = mail, self.loop.time()
        self._watch(self._began_at)
        try:
            yield
        finally:
            self._awaited = None

    @property
    def is_over(self) -> bool:
        """It has been long enough: at once, or after the mail in hand."""
        return self.loop.time() >= self._ends_at

    @override
    def _reset_timeout(self, duration: float | None = None) -> None:
        self.heard_at = self.loop.time()
        if self._timeout_handle is None:
            self._ends_at = self.heard_at + self.server.longest
            self._watch(self.heard_at)

    @override
    def _timeout_cb(self) -> None:
        if self.transport is None:
            return
        now = self.loop.time()
        self._timeout_handle = None
        if self.transport.is_closing():
            self.hang_up()
        elif now >= self._must_have_come():
            self.leave(TOO_SLOW)
        elif now >= self._silent_until():
            self.transport.close()
        elif self.is_over and not self.in_hand:
            self.leave(TOO_LONG)
        self._watch(now + FAREWELL if self.transport.is_closing() else now)

    def _watch(self, earliest: float) -> None:
        """Look at the clock when the next bound may be reached, not before `earliest`."""
        bounds = [self._silent_until(), self._must_have_come()]
        if not self.is_over:  # else it ends with the mail in hand
            bounds.append(self._ends_at)
        at = max(earliest, min(bounds))
        if self._timeout_handle is not None:
            if self._timeout_handle.when() <= at:
                return
            self._timeout_handle.cancel()
        self._timeout_handle = self.loop.call_at(at, self._timeout_cb)

    def _silent_until(self) -> float:
        return self.heard_at + self._timeout_duration

    def _must_have_come(self) -> float:
        """When the mail that is read must be there: the larger it is, the later."""
        if self._awaited is None:
            return math.inf
        return self._began_at + self.server.patience + self._awaited.size / self.server.slowest
