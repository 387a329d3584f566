"""The SMTP or LMTP conversation with one client, on top of aiosmtpd."""

import asyncio
import collections
import logging
import re
from contextlib import closing
from typing import override

from aiosmtpd.smtp import SMTP, syntax

from buckstop.doors.mailbox.bounded import TOO_LONG, Bounded, LookedThrough, Server
from buckstop.doors.mailbox.spool import Unfinished
from buckstop.doors.shared.group_commit import DatabaseAway
from buckstop.doors.shared.metering import MAILBOX, REQUESTS, SECONDS, mail_answered
from buckstop.kit import traces

_log = logging.getLogger(__name__)
_COMMAND_BYTES = 4096
_END = b"\r\n.\r\n"
_PATH = re.compile(r'<((?:"[^"\\<>\r\n]{1,64}"|[^<>\s@,:"]{1,128})@[^<>\s@,]{1,255})>(.*)\Z')
_NULL_PATH = re.compile(r"<\s*>(.*)\Z")
_BARE_PATH = re.compile(r"([^<>\s@,]{1,128}@[^<>\s@,]{1,255})((?: .*)?)\Z")
_SURROGATE = re.compile("[\ud800-\udfff]")
_POSTMASTER = re.compile(r"<(postmaster)>(.*)\Z", re.IGNORECASE)  # RFC 5321, 4.5.1
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_UNCODED = re.compile(r"(([245])\d\d) (?!\2\.\d{1,3}\.\d{1,3} )")
_SOURCE_ROUTE = re.compile(r"<@[^<>:]{1,500}:")

BUSY = "421 4.3.2 Too many connections just now; please try again in a minute."
CLOSING = "421 4.3.2 The mail server is being restarted; please try again in a minute."
FULL = "452 4.3.1 Too much mail is coming just now; please try again in a few minutes."
AWAY = "451 4.3.0 We can't store mail just now; please try again in a few minutes."


class Conversation(Bounded):
    """Differs from aiosmtpd's where real mail needs it.

    Lines may be of any length and the mail is read in large pieces, not line by line. Only
    CR LF . CR LF ends a mail, so no second one can be smuggled in behind a bare line feed. Paths
    are read by a pattern, which is quicker and lets through what real servers send. A mail in
    hand is finished when the server stops.

    Who greets with LHLO speaks LMTP (RFC 2033): after a mail there is an answer for each recipient,
    in their order, and every answer has an enhanced code.
    """

    line_length_limit = 2**17  # of which asyncio keeps twice as much for each connection
    command_size_limit = _COMMAND_BYTES
    command_size_limits: dict[str, int] = collections.defaultdict(lambda: _COMMAND_BYTES)

    def __init__(self, server: Server, **options: object) -> None:
        self._gathered: list[str] | None = None
        self._for_each = False  # whether each recipient is answered: LMTP
        super().__init__(server, **options)

    @override
    async def push(self, status: str) -> None:  # type: ignore[override]  # bytes are pushed by none
        if self._gathered is None:
            await super().push(_UNCODED.sub(r"\1 \2.0.0 ", status) if self._for_each else status)
        else:
            self._gathered.append(status)

    @override
    @syntax("EHLO hostname")
    async def smtp_EHLO(self, hostname: str) -> None:
        if self._for_each:
            await self.push("500 5.5.1 This is LMTP: greet with LHLO.")
            return
        await self.push("\r\n".join(await self._greeting(hostname)))

    @override
    @syntax("HELO hostname")
    async def smtp_HELO(self, hostname: str) -> None:
        if self._for_each:
            await self.push("500 5.5.1 This is LMTP: greet with LHLO.")
            return
        await super().smtp_HELO(hostname)

    @syntax("LHLO hostname")
    async def smtp_LHLO(self, hostname: str) -> None:  # noqa: N802 - the name aiosmtpd looks for
        """From now on it is LMTP."""
        lines = await self._greeting(hostname)
        if lines[0].startswith("250"):
            self._for_each = True
            lines[1:1] = ["250-PIPELINING", "250-ENHANCEDSTATUSCODES"]
        await super().push("\r\n".join(lines))

    async def _greeting(self, hostname: str) -> list[str]:
        """All lines of the answer at once: each that goes alone wakes the client up."""
        lines: list[str] = []
        self._gathered = lines
        try:
            await super().smtp_EHLO(hostname)
        finally:
            self._gathered = None
        return lines

    @override
    async def _handle_client(self) -> None:
        peer = self.transport.get_extra_info("peername") if self.transport else None
        self.address = peer[0] if isinstance(peer, tuple) else ""
        refusal = self.server.admit(self)
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
        if _SURROGATE.search(arg) or _CONTROL.search(arg):
            return None, None
        if null := _NULL_PATH.match(arg):
            return "<>", null[1].strip()
        arg = _SOURCE_ROUTE.sub("<", arg, count=1)
        path = _PATH.match(arg) or _BARE_PATH.match(arg) or _POSTMASTER.match(arg)
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
            with closing(Unfinished(self.server.spool, self.address)) as mail:
                await self._read_mail(mail)
                sender, named = envelope.mail_from or "", envelope.rcpt_tos
                self.envelope = self._create_envelope()
                with traces.span("mail in", bytes=mail.size), SECONDS.timed(MAILBOX):
                    answer = await self._take(sender, _each_once(named), mail)
                REQUESTS.add(1, MAILBOX, mail_answered(answer))
                await self.push("\r\n".join([answer] * (len(named) if self._for_each else 1)))
        finally:
            self.in_hand = False
        if self.server.stopping or self.is_over:
            self.leave(CLOSING if self.server.stopping else TOO_LONG)

    async def _take(self, sender: str, recipients: tuple[str, ...], mail: Unfinished) -> str:
        if mail.size > self.server.size_limit + len(_END):
            return self._too_large()
        if not mail.is_kept:
            return FULL
        sender = "" if sender == "<>" else sender
        async with self.server.room.of(mail.size):
            try:
                note = await self.server.accept(sender, recipients, _without_dots(mail.whole()))
            except DatabaseAway:
                return AWAY
        return f"250 2.6.0 {note or 'Received and stored.'}"

    def _too_large(self) -> str:
        mib = self.server.size_limit / 1024**2
        return f"552 5.3.4 The mail is larger than the {mib:.3g} MiB that we take."

    async def _read_mail(self, mail: Unfinished) -> None:
        """Read to the mail's end; what is too large or finds no room is heard, and not kept."""
        most = self.server.size_limit + len(_END)
        read, ended = self._read_beginning, False
        with self.awaiting(mail):
            while not ended:
                piece, ended = await read()
                read = self._read_piece
                mail.add(piece, most)
                self._reset_timeout()
                if mail.size > most * 4:  # who goes on for so long won't listen to an answer either
                    self.leave(self._too_large())
                    raise ConnectionResetError

    async def _read_piece(self) -> tuple[bytes, bool]:
        """What comes next, and whether it is the end."""
        try:
            return await self._reader.readuntil(_END), True
        except asyncio.LimitOverrunError as full:
            return await self._reader.readexactly(full.consumed), False

    async def _read_beginning(self) -> tuple[bytes, bool]:
        """As much as it takes that the mail's end can't have begun in it, or is complete."""
        beginning = await self._reader.readexactly(3)
        if beginning == b".\r\n":
            return beginning, True
        while not beginning.endswith(_END) and beginning.endswith(
            (_END[:1], _END[:2], _END[:3], _END[:4])
        ):
            beginning += await self._reader.readexactly(1)
        return beginning, beginning.endswith(_END)


def _each_once(recipients: list[str]) -> tuple[str, ...]:
    """The recipients as they were first written; capitals don't make another of one of ours."""
    found: dict[str, str] = {}
    for one in recipients:
        found.setdefault(one.lower(), one)
    return tuple(found.values())


def _without_dots(data: bytes) -> bytes:
    """The mail without its end and without the dots doubled for the transport (RFC 5321, 4.5.2)."""
    data = data[: -len(b".\r\n")]
    return data.removeprefix(b".").replace(b"\r\n.", b"\r\n")


class Answers(LookedThrough):
    """aiosmtpd's hooks: who is known here, and what is said when something breaks."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd looks for
        self, server: SMTP, session: object, envelope: object, address: str, options: list[str]
    ) -> str:
        """Only our own addresses."""
        recipients: list[str] = envelope.rcpt_tos  # type: ignore[attr-defined]
        if len(recipients) >= self._server.most_recipients:
            return "452 4.5.3 Too many recipients at once; please send the rest apart."
        try:
            known = address != "<>" and await self._server.knows(address)
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
