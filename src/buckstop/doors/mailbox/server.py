"""The SMTP server: who may connect, how much it takes, and how it stops."""

import asyncio
import logging
import socket
import ssl
from collections.abc import Awaitable, Callable

from buckstop.doors.mailbox.conversation import BUSY, CLOSING, Conversation

SIZE_LIMIT = 25 * 1024 * 1024
MOST_CONNECTIONS = 500
MOST_RECIPIENTS = 100
IDLE_SECONDS = 300.0


class MailServer:
    """Takes mail for our own addresses and answers 250 when `accept` has returned.

    `knows(address)` says whether an address is ours (else 550). `accept(envelope_from,
    recipients, raw)` returns when the mail is committed, with a note for the sender's log or
    None; `envelope_from` is "" for the null sender. Either may raise `DatabaseAway` (451). Any
    other exception is a 451 too: the sender keeps the mail.
    """

    def __init__(
        self,
        *,
        knows: Callable[[str], Awaitable[bool]],
        accept: Callable[[str, tuple[str, ...], bytes], Awaitable[str | None]],
        hostname: str,
        size_limit: int = SIZE_LIMIT,
        idle_seconds: float = IDLE_SECONDS,
        most_connections: int = MOST_CONNECTIONS,
        most_recipients: int = MOST_RECIPIENTS,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.knows = knows
        self.accept = accept
        self.size_limit = size_limit
        self.most_recipients = most_recipients
        self.stopping = False
        self._hostname = hostname
        self._idle_seconds = idle_seconds
        self._most_connections = most_connections
        self._tls = tls
        self._conversations: set[Conversation] = set()
        self._empty = asyncio.Event()
        self._empty.set()
        self._server: asyncio.Server | None = None
        # aiosmtpd logs every sender and recipient: nothing personal belongs in a log.
        logging.getLogger("mail.log").setLevel(logging.ERROR)

    async def start(self, host: str, port: int, given: socket.socket | None = None) -> int:
        """Listen, on the socket `given` if there is one; returns the port. Raises OSError."""
        loop = asyncio.get_running_loop()
        self._server = await (
            loop.create_server(self._converse, sock=given, backlog=512)
            if given
            else loop.create_server(self._converse, host, port, backlog=512)
        )
        bound: int = self._server.sockets[0].getsockname()[1]
        return bound

    async def stop(self, grace_seconds: float = 20.0) -> None:
        """Take no new mail, finish those in hand for at most `grace_seconds`, then hang up."""
        self.stopping = True
        if self._server is not None:
            self._server.close()
        for conversation in list(self._conversations):
            if not conversation.in_hand:
                conversation.leave(CLOSING)
        try:
            await asyncio.wait_for(self._empty.wait(), grace_seconds)
        except TimeoutError:
            for conversation in list(self._conversations):
                conversation.hang_up()

    def admit(self, conversation: Conversation) -> str | None:
        """Let a client in, or say why not."""
        if self.stopping:
            return CLOSING
        if len(self._conversations) >= self._most_connections:
            return BUSY
        self._conversations.add(conversation)
        self._empty.clear()
        return None

    def gone(self, conversation: Conversation) -> None:
        """Forget a client that has left."""
        self._conversations.discard(conversation)
        if not self._conversations:
            self._empty.set()

    def _converse(self) -> Conversation:
        return Conversation(
            self,
            loop=asyncio.get_running_loop(),
            data_size_limit=self.size_limit,
            enable_SMTPUTF8=True,
            hostname=self._hostname,
            ident="Buckstop",
            timeout=self._idle_seconds,
            tls_context=self._tls,
            auth_exclude_mechanism=["LOGIN", "PLAIN"],
        )
