"""The SMTP conversation with one client, on top of aiosmtpd."""

import asyncio
import collections
import logging
import re
from collections.abc import Awaitable
from typing import Protocol, override

from aiosmtpd.smtp import SMTP, syntax

from buckstop.doors.mailbox.received import DatabaseAway

_log = logging.getLogger(__name__)
_COMMAND_BYTES = 4096
_END = b"\r\n.\r\n"
_PATH = re.compile(r'<((?:"[^"\\<>\r\n]{1,64}"|[^<>\s@,:"]{1,128})@[^<>\s@,]{1,255})>(.*)\Z')
_NULL_PATH = re.compile(r"<\s*>(.*)\Z")
_BARE_PATH = re.compile(r"([^<>\s@,]{1,128}@[^<>\s@,]{1,255})((?: .*)?)\Z")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SOURCE_ROUTE = re.compile(r"<@[^<>:]{1,500}:")

BUSY = "421 4.3.2 Too many connections just now; please try again in a minute."
CLOSING = "421 4.3.2 The mail server is being restarted; please try again in a minute."
AWAY = "451 4.3.0 We can't store mail just now; please try again in a few minutes."


class House(Protocol):
    """What a conversation asks of its server."""

    size_limit: int
    most_recipients: int
    stopping: bool

    def knows(self, address: str, /) -> Awaitable[bool]:
        """Whether `address` is one of ours."""

    def accept(
        self, sender: str, recipients: tuple[str, ...], raw: bytes, /
    ) -> Awaitable[str | None]:
        """Commit the mail; a note for the sender's log, or None."""

    def admit(self, conversation: "Conversation") -> str | None:
        """Why a new client must leave again, as an SMTP answer; None where it may stay."""

    def gone(self, conversation: "Conversation") -> None:
        """The client has left."""


class Conversation(SMTP):
    """Differs from aiosmtpd's where real mail needs it.

    Lines may be of any length and the mail is read in large pieces, not line by line. Only
    CR LF . CR LF ends a mail, so no second one can be smuggled in behind a bare line feed. Paths
    are read by a pattern, which is quicker and lets through what real servers send. A mail in
    hand is finished when the server stops.
    """

    line_length_limit = 2**20
    command_size_limit = _COMMAND_BYTES
    command_size_limits: dict[str, int] = collections.defaultdict(lambda: _COMMAND_BYTES)

    def __init__(self, house: House, **options: object) -> None:
        self.house = house
        self.in_hand = False
        super().__init__(Answers(house), **options)  # type: ignore[arg-type]

    @override
    def connection_lost(self, error: Exception | None) -> None:
        """The client has left, or was asked to."""
        self.house.gone(self)
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

    @override
    async def _handle_client(self) -> None:
        refusal = self.house.admit(self)
        if refusal is not None:
            self.leave(refusal)
            return
        try:
            await super()._handle_client()
        except (ConnectionResetError, BrokenPipeError):
            pass  # the client hung up while we were answering: nothing was promised to it

    @override
    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """The address of a path and what follows; (None, None) where it can't be one.

        The null sender is "<>", since aiosmtpd takes an empty one for a missing one.
        """
        arg = arg.strip()
        if _SURROGATE.search(arg):
            return None, None
        if null := _NULL_PATH.match(arg):
            return "<>", null[1].strip()
        arg = _SOURCE_ROUTE.sub("<", arg, count=1)
        path = _PATH.match(arg) or _BARE_PATH.match(arg)
        return (path[1], path[2].strip()) if path else (None, None)

    @override
    @syntax("DATA")
    async def smtp_DATA(self, arg: str | None) -> None:
        """Read a mail, have it committed, and only then say 250."""
        if await self.check_helo_needed():
            return
        envelope = self.envelope
        if envelope is None or not envelope.rcpt_tos:
            await self.push("503 5.5.1 Say for whom it is first (RCPT TO).")
            return
        if arg:
            await self.push("501 5.5.4 DATA takes nothing after it.")
            return
        self.in_hand = True
        try:
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            raw = await self._read_mail()
            sender = envelope.mail_from or ""
            recipients = tuple(envelope.rcpt_tos)
            self.envelope = self._create_envelope()
            await self.push(
                self._too_large() if raw is None else await self._take(sender, recipients, raw)
            )
        finally:
            self.in_hand = False
        if self.house.stopping:
            self.leave(CLOSING)

    async def _take(self, sender: str, recipients: tuple[str, ...], raw: bytes) -> str:
        sender = "" if sender == "<>" else sender
        try:
            note = await self.house.accept(sender, recipients, raw)
        except DatabaseAway:
            return AWAY
        return f"250 2.6.0 {note or 'Received and stored.'}"

    def _too_large(self) -> str:
        mib = self.house.size_limit / 1024**2
        return f"552 5.3.4 The mail is larger than the {mib:.3g} MiB that we take."

    async def _read_mail(self) -> bytes | None:
        """The mail, transparent dots removed; None where it was larger than we take."""
        beginning = await self._read_beginning()
        if beginning.endswith(_END) or beginning == b".\r\n":
            return _without_dots(beginning)
        pieces, size = [beginning], len(beginning)
        most = self.house.size_limit + len(_END)
        ended = False
        while not ended:
            try:
                piece = await self._reader.readuntil(_END)
                ended = True
            except asyncio.LimitOverrunError as full:
                piece = await self._reader.readexactly(full.consumed)
            size += len(piece)
            self._reset_timeout()
            if size <= most:
                pieces.append(piece)
                continue
            pieces.clear()
            if size > most * 4:  # who goes on for so long won't listen to the answer either
                self.leave(self._too_large())
                raise ConnectionResetError
        return _without_dots(b"".join(pieces)) if size <= most else None

    async def _read_beginning(self) -> bytes:
        """As much as it takes that the mail's end can't have begun in it."""
        beginning = await self._reader.readexactly(3)
        if beginning == b".\r\n":
            return beginning
        while not beginning.endswith(_END) and beginning.endswith(
            (_END[:1], _END[:2], _END[:3], _END[:4])
        ):
            beginning += await self._reader.readexactly(1)
        return beginning


def _without_dots(data: bytes) -> bytes:
    """The mail without its end and without the dots doubled for the transport (RFC 5321, 4.5.2)."""
    data = data[: -len(b".\r\n")]
    return data.removeprefix(b".").replace(b"\r\n.", b"\r\n")


class Answers:
    """aiosmtpd's hooks: who is known here, and what is said when something breaks."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd looks for
        self, server: SMTP, session: object, envelope: object, address: str, options: list[str]
    ) -> str:
        """Only our own addresses."""
        recipients: list[str] = envelope.rcpt_tos  # type: ignore[attr-defined]
        if len(recipients) >= self._house.most_recipients:
            return "452 4.5.3 Too many recipients at once; please send the rest apart."
        try:
            known = address != "<>" and await self._house.knows(address)
        except DatabaseAway:
            return AWAY
        if not known:
            return f"550 5.1.1 Nobody here has the address {address}; please check its spelling."
        recipients.append(address)
        return "250 2.1.5 OK"

    async def handle_exception(self, error: Exception) -> str:
        """A fault of ours must not lose a mail: the sender keeps it and tries again."""
        _log.error("A mail was put off: %s", type(error).__name__, exc_info=error)
        return "451 4.3.0 Something went wrong here; please try again in a few minutes."
