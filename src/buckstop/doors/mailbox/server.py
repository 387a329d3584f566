"""The SMTP server: who may connect, how much it takes, and how it stops."""

import asyncio
import logging
import socket
import ssl
from collections.abc import Awaitable, Callable

from buckstop.doors.mailbox.bounded import Bounded
from buckstop.doors.mailbox.conversation import BUSY, CLOSING, Answers, Conversation
from buckstop.doors.mailbox.spool import Room, Spool
from buckstop.meters.meter import watch

SIZE_LIMIT = 25 * 1024 * 1024
MOST_CONNECTIONS = 500
MOST_RECIPIENTS = 100
MOST_OF_ONE = 50
IDLE_SECONDS = 300.0
MAY_BE_ASKED_TO_GO = 10.0  # seconds of silence, when others find no place
LONGEST = 3600.0  # seconds of a whole conversation
PATIENCE, SLOWEST = 300.0, 4096  # seconds after which a mail must have come by so many bytes each


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
        most_of_one: int = MOST_OF_ONE,
        longest: float = LONGEST,
        patience: float = PATIENCE,
        slowest: int = SLOWEST,
        spool: Spool | None = None,
        room: Room | None = None,
        most_recipients: int = MOST_RECIPIENTS,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.knows = knows
        self.accept = accept
        self.size_limit = size_limit
        self.most_recipients = most_recipients
        self.answers = Answers(self)
        self.stopping = False
        self._hostname = hostname
        self._idle_seconds = idle_seconds
        self._most_connections = most_connections
        self._most_of_one = most_of_one
        self.longest = longest
        self.patience = patience
        self.slowest = slowest
        self.spool = spool or Spool()
        self.room = room or Room()
        self._tls = tls
        self._conversations: set[Bounded] = set()
        self._empty = asyncio.Event()
        self._empty.set()
        self._server: asyncio.Server | None = None
        watch("mail connections", lambda: (len(self._conversations), most_connections))
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

    def admit(self, conversation: Bounded) -> str | None:
        """Let a client in, or say why not."""
        if self.stopping:
            return CLOSING
        theirs = [one for one in self._conversations if one.address == conversation.address]
        for inside, most in (
            (theirs, self._most_of_one),
            (list(self._conversations), self._most_connections),
        ):
            if len(inside) >= most and not self._make_room(inside):
                return BUSY
        self._conversations.add(conversation)
        self._empty.clear()
        return None

    def _make_room(self, inside: list[Bounded]) -> bool:
        """Ask the one that has been silent longest to go, unless it has spoken a moment ago."""
        now = asyncio.get_running_loop().time()
        silent = [one for one in inside if not one.in_hand]
        longest = min(silent, key=lambda one: one.heard_at, default=None)
        if longest is None or now - longest.heard_at < MAY_BE_ASKED_TO_GO:
            return False
        self.gone(longest)
        longest.leave(BUSY)
        return True

    def gone(self, conversation: Bounded) -> None:
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
