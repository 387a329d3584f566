"""The SMTP server over a real socket: what it takes, what it refuses, how it stops."""

import asyncio
import smtplib
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from buckstop.doors.mailbox.received import Received
from buckstop.doors.mailbox.server import MailServer
from buckstop.doors.shared.group_commit import DatabaseAway

OURS = {"help@desk.example", "support@desk.example", "hilfe@münchen.example"}


class Desk:
    """Who is known here and what came; `accepting` may be replaced."""

    def __init__(self) -> None:
        self.came: list[Received] = []
        self.accepting: Callable[[Received], Awaitable[str | None]] = self.take

    async def knows(self, address: str) -> bool:
        """Only our own."""
        return address.lower() in OURS

    async def take(self, mail: Received) -> str | None:
        """Keep it."""
        self.came.append(mail)
        return None

    async def accept(self, sender: str, recipients: tuple[str, ...], raw: bytes) -> str | None:
        """As the server calls it."""
        return await self.accepting(Received(sender, recipients, raw))


class Client:
    """A client that says what it is told to, byte for byte."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def to(cls, port: int, *, greet: bool = True) -> "Client":
        """Connect and say EHLO."""
        client = cls(*await asyncio.open_connection("127.0.0.1", port, limit=2**20))
        if greet:
            assert (await client.answer()).startswith("220")
            assert (await client.say("EHLO x")).startswith("250")
        return client

    async def say(self, line: str | bytes) -> str:
        """Send a line and return the answer's last line."""
        self.send((line.encode() if isinstance(line, str) else line) + b"\r\n")
        return await self.answer()

    def send(self, data: bytes) -> None:
        """Send bytes and wait for nothing."""
        self._writer.write(data)

    async def answer(self) -> str:
        """The last line of the next answer, "" when the server has hung up."""
        while True:
            try:
                line = (await asyncio.wait_for(self._reader.readline(), 20)).decode()
            except ConnectionResetError:
                return ""
            if not line or line[3:4] == " ":
                return line.rstrip()

    async def begin(self, *recipients: str, sender: str = "ines@nordbank.example") -> str:
        """MAIL, RCPT and DATA."""
        await self.say(f"MAIL FROM:<{sender}>")
        for recipient in recipients or ("help@desk.example",):
            await self.say(f"RCPT TO:<{recipient}>")
        return await self.say("DATA")

    def reset(self) -> None:
        """Hang up rudely."""
        self._writer.transport.abort()


def conversing(scene: Callable[[MailServer, int, Desk], Awaitable[None]], **options: Any) -> Desk:
    """Play `scene` against a server of its own."""
    desk = Desk()

    async def play() -> None:
        server = MailServer(
            knows=desk.knows, accept=desk.accept, hostname="desk.example", **options
        )
        port = await server.start("127.0.0.1", 0)
        try:
            await scene(server, port, desk)
        finally:
            await server.stop(grace_seconds=5)

    asyncio.run(play())
    return desk


def test_a_mail_from_an_ordinary_client() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        def send() -> None:
            with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
                client.ehlo()
                assert client.esmtp_features["size"] == str(25 * 1024 * 1024)
                assert client.has_extn("smtputf8")
                for number in range(30):
                    refused = client.sendmail(
                        "ines@nordbank.example",
                        ["help@desk.example", "support@desk.example", "nobody@desk.example"],
                        f"Subject: {number}\n\n.dot\n..dots\n.\nend",
                    )
                    assert list(refused) == ["nobody@desk.example"]

        await asyncio.to_thread(send)

    desk = conversing(scene)
    assert len(desk.came) == 30
    assert desk.came[7] == Received(
        "ines@nordbank.example",
        ("help@desk.example", "support@desk.example"),
        b"Subject: 7\r\n\r\n.dot\r\n..dots\r\n.\r\nend\r\n",
    )


def test_an_unknown_address_gets_a_sentence() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client = await Client.to(port)
        await client.say("MAIL FROM:<a@b.example>")
        answer = await client.say("RCPT TO:<helpp@desk.example>")
        assert answer.startswith("550 5.1.1 Nobody here has the address helpp@desk.example")
        assert (await client.say("DATA")).startswith("503")

    assert conversing(scene).came == []


@pytest.mark.parametrize(
    ("path", "sender"),
    [
        ("<>", ""),
        ("<ines@nordbank.example>", "ines@nordbank.example"),
        ("ines@nordbank.example", "ines@nordbank.example"),
        ("< ines@nordbank.example >", None),
        ('<"odd name"@nordbank.example>', '"odd name"@nordbank.example'),
        ("<@a.example,@b.example:ines@nordbank.example>", "ines@nordbank.example"),
        ("<ines@nordbank.example> SIZE=100 BODY=8BITMIME SMTPUTF8", "ines@nordbank.example"),
        ("<a..b.@nordbank.example>", "a..b.@nordbank.example"),
        ("<inès@nordbank.example> SMTPUTF8", "inès@nordbank.example"),
        ("<ines>", None),
        ("<\udcff@nordbank.example>", None),
    ],
)
def test_senders_as_real_servers_write_them(path: str, sender: str | None) -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client = await Client.to(port)
        answer = await client.say(f"MAIL FROM:{path}".encode("utf-8", "surrogateescape"))
        if sender is None:
            assert answer.startswith("5")
            return
        assert answer.startswith("250")
        assert (await client.say("RCPT TO:<hilfe@münchen.example>")).startswith("250")
        await client.say("DATA")
        assert (await client.say("x\r\n.")).startswith("250")

    came = conversing(scene).came
    assert [mail.envelope_from for mail in came] == ([] if sender is None else [sender])


@pytest.mark.parametrize(
    ("sent", "raw"),
    [
        (b".\r\n", b""),
        (b"\r\n.\r\n", b"\r\n"),
        (b"\r\n\r\n.\r\n", b"\r\n\r\n"),
        (b"x\r\n.\r\n", b"x\r\n"),
        (b"..\r\n.\r\n", b".\r\n"),
        (b"a\r\n..\r\n..b\r\n.c\r\n.\r\n", b"a\r\n.\r\n.b\r\nc\r\n"),
        (b"\n.\r\n\n.\n\r.\r\r\n.\r\n", b"\n.\r\n\n.\n\r.\r\r\n"),
        (b"a\0b\xff\r\n.\r\n", b"a\0b\xff\r\n"),
        (b"\r\r\n.\r\n", b"\r\r\n"),
        (b"\r\n\r\r\n.\r\n", b"\r\n\r\r\n"),
    ],
)
def test_where_a_mail_ends(sent: bytes, raw: bytes) -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client = await Client.to(port)
        await client.begin()
        for byte in sent:  # however it is cut into packets
            client.send(bytes([byte]))
            await asyncio.sleep(0)
        assert (await client.answer()).startswith("250")
        await client.begin()
        assert (await client.say(sent[:-2])).startswith("250")

    assert [mail.raw for mail in conversing(scene).came] == [raw, raw]


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r"])
def test_no_second_mail_can_be_smuggled_in(end: bytes) -> None:
    inner = b"MAIL FROM:<boss@desk.example>\r\nRCPT TO:<help@desk.example>\r\nDATA\r\nforged"

    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client = await Client.to(port)
        await client.begin()
        assert (await client.say(b"honest" + end + inner + b"\r\n.")).startswith("250")

    came = conversing(scene).came
    assert len(came) == 1
    assert came[0].envelope_from == "ines@nordbank.example"
    assert b"forged" in came[0].raw


def test_pipelined_commands_behind_a_mail_are_heard() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client = await Client.to(port)
        await client.begin()
        client.send(b"one\r\n.\r\nMAIL FROM:<>\r\nRCPT TO:<help@desk.example>\r\nDATA\r\n")
        answers = [await client.answer() for _ in range(4)]
        assert [answer[:3] for answer in answers] == ["250", "250", "250", "354"]
        assert (await client.say("two\r\n.")).startswith("250")

    assert [mail.raw for mail in conversing(scene).came] == [b"one\r\n", b"two\r\n"]


def test_lines_of_any_length() -> None:
    long = b"x" * 5_000_000

    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client = await Client.to(port)
        await client.begin()
        assert (await client.say(long + b"\r\n" + long + b"\r\n.")).startswith("250")

    assert conversing(scene).came[0].raw == long + b"\r\n" + long + b"\r\n"


def test_what_is_too_large_is_refused_and_the_next_one_taken() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client = await Client.to(port)
        await client.begin()
        answer = await client.say(b"x" * 2_500_000 + b"\r\n.")
        assert answer == "552 5.3.4 The mail is larger than the 2 MiB that we take."
        await client.begin()
        assert (await client.say(b"y" * (2 * 1024**2 - 2) + b"\r\n.")).startswith("250")
        assert (await client.say("MAIL FROM:<a@b.example> SIZE=9999999")).startswith("552")
        await client.begin()
        client.send(b"z" * 20_000_000)
        answer = await client.answer()  # which the network may drop while we go on sending
        assert answer.startswith("552") or not answer
        assert await client.answer() == ""

    assert [len(mail.raw) for mail in conversing(scene, size_limit=2 * 1024**2).came] == [
        2 * 1024**2
    ]


def test_the_database_is_away() -> None:
    async def away(mail: Received) -> str | None:
        raise DatabaseAway

    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client = await Client.to(port)
        desk.accepting = away
        await client.begin()
        assert (await client.say("x\r\n.")).startswith("451 4.3.0 We can't store mail")
        desk.accepting = desk.take
        await client.begin()
        assert (await client.say("x\r\n.")).startswith("250")

    assert len(conversing(scene).came) == 1


def test_a_fault_of_ours_is_for_later_and_says_nothing_of_it() -> None:
    async def fails(mail: Received) -> str | None:
        raise RuntimeError("secret detail")

    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client = await Client.to(port)
        desk.accepting = fails
        await client.begin()
        assert await client.say("x\r\n.") == (
            "451 4.3.0 Something went wrong here; please try again in a few minutes."
        )

    conversing(scene)


def test_250_comes_after_accept_has_returned() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        asked, may_go = asyncio.Event(), asyncio.Event()

        async def slow(mail: Received) -> str | None:
            asked.set()
            await may_go.wait()
            return "P-1042 holds it."

        desk.accepting = slow
        client = await Client.to(port)
        await client.begin()
        answer = asyncio.create_task(client.say("x\r\n."))
        await asked.wait()
        other = await Client.to(port)  # others are served meanwhile
        assert (await other.say("NOOP")).startswith("250")
        assert not answer.done()
        may_go.set()
        assert await answer == "250 2.6.0 P-1042 holds it."

    conversing(scene)


def test_many_recipients_are_taken_a_hundred_at_a_time() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client = await Client.to(port)
        await client.say("MAIL FROM:<a@b.example>")
        answers = [await client.say("RCPT TO:<help@desk.example>") for _ in range(101)]
        assert answers[99].startswith("250")
        assert answers[100].startswith("452")

    conversing(scene)


def test_more_clients_than_allowed_are_asked_to_come_back() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        first = await Client.to(port)
        await Client.to(port)
        third = await Client.to(port, greet=False)
        assert (await third.answer()).startswith("421 4.3.2 Too many")
        assert (await first.say("QUIT")).startswith("221")
        while await first.answer():
            pass
        fourth = await Client.to(port, greet=False)
        assert (await fourth.answer()).startswith("220")

    conversing(scene, most_connections=2)


def test_who_says_nothing_is_hung_up_on() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client = await Client.to(port)
        assert await client.answer() == ""

    conversing(scene, idle_seconds=0.2)


def test_stopping_finishes_the_mail_in_hand_and_hangs_up_on_the_idle() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        idle, busy = await Client.to(port), await Client.to(port)
        await busy.begin()
        busy.send(b"half")
        stopping = asyncio.create_task(server.stop(grace_seconds=20))
        assert (await idle.answer()).startswith("421")
        assert await idle.answer() == ""
        assert not stopping.done()
        assert (await busy.say(b" and whole\r\n.")).startswith("250")
        assert (await busy.answer()).startswith("421")
        await stopping
        with pytest.raises(ConnectionRefusedError):
            await Client.to(port)

    assert [mail.raw for mail in conversing(scene).came] == [b"half and whole\r\n"]


def test_stopping_does_not_wait_for_ever() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client = await Client.to(port)
        await client.begin()
        await server.stop(grace_seconds=0.1)
        assert await client.answer() == ""

    assert conversing(scene).came == []


def test_a_client_that_hangs_up_midway_leaves_nothing_behind() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client = await Client.to(port)
        await client.begin()
        client.send(b"half a mail")
        client.reset()
        other = await Client.to(port)
        await other.begin()
        assert (await other.say("x\r\n.")).startswith("250")

    assert len(conversing(scene).came) == 1
