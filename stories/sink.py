"""The other mail server: what Buckstop sends arrives here, over SMTP."""

import asyncio
import email
import email.policy
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP

from stories.loops import loop_in_a_thread


@dataclass(frozen=True)
class Mail:
    """One mail as it arrived for `to`; `sender` is its return path."""

    to: str
    message: EmailMessage
    sender: str = ""

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        body = self.message.get_body(("plain",))
        return str(body.get_content()).replace("\r\n", "\n") if body is not None else ""

    @property
    def link(self) -> str:
        """The address of the customer's page in it."""
        return next(word for word in self.text.split() if "/c/" in word)


class Sink:
    """A mail server that keeps everything."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    async def handle_DATA(  # noqa: N802 - the name is aiosmtpd's
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        """aiosmtpd's hook: a whole mail came."""
        parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails += [Mail(to, parsed, envelope.mail_from or "") for to in envelope.rcpt_tos]
        return "250 kept"

    def to(self, address: str) -> list[Mail]:
        """What arrived for an address, oldest first."""
        return [mail for mail in self.mails if mail.to == address]


class Moody(Sink):
    """One that has bad moments, by how many mails came: of forty one is asked to come again, one is
    kept without an answer, one neither kept nor answered, and of two hundred one is stalled."""

    STALLS = 12  # seconds

    def __init__(self) -> None:
        super().__init__()
        self.days: Counter[str] = Counter()
        self.came = 0

    async def handle_DATA(  # noqa: N802 - the name is aiosmtpd's
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        """aiosmtpd's hook: a whole mail came."""
        self.came += 1
        moment = self.came % 40
        if moment == 7:
            self.days["asked to come again"] += 1
            return "451 not now"
        if self.came % 200 == 33:
            self.days["stalled, then kept"] += 1
            await asyncio.sleep(self.STALLS)
        if moment == 27:
            self.days["hung up, not kept"] += 1
            server.transport.abort()
            return ""
        answer = await super().handle_DATA(server, session, envelope)
        if moment == 17:
            self.days["hung up, kept"] += 1
            server.transport.abort()
        return answer


@contextmanager
def sink() -> Iterator[tuple[Sink, int]]:
    """A running one that is well, and its port."""
    with running(Sink()) as one:
        yield one


@contextmanager
def running[Kept: Sink](kept: Kept) -> Iterator[tuple[Kept, int]]:
    """It and its port."""
    with loop_in_a_thread() as loop:

        async def listen() -> asyncio.Server:
            running = asyncio.get_running_loop()
            return await running.create_server(lambda: SMTP(kept), "127.0.0.1", 0)

        async def close() -> None:
            server.close()

        server = loop.run(listen())
        yield kept, server.sockets[0].getsockname()[1]
        loop.run(close())
