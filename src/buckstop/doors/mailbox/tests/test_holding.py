"""Clients that hold on to the mailbox, or send what nobody could answer: others go on."""

import asyncio
from contextlib import closing

import pytest

from buckstop.doors.mailbox import bounded
from buckstop.doors.mailbox.command import for_whom, knows
from buckstop.doors.mailbox.server import MAY_BE_ASKED_TO_GO, MailServer
from buckstop.doors.mailbox.spool import IN_MEMORY, Room, Spool, Unfinished
from buckstop.doors.mailbox.tests.test_server import Client, Desk, conversing

LARGE = b"x" * (IN_MEMORY + 1_000_000)


async def client_from(address: str, port: int) -> Client:
    """One that connects from another address of this machine."""
    streams = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))
    return Client(*streams)


async def unfinished(port: int, body: bytes = LARGE) -> Client:
    """A client in the midst of a mail."""
    client = await Client.to(port)
    await client.begin()
    client.send(body)
    return client


def test_unfinished_mails_stand_in_files_of_a_bounded_size() -> None:
    spool = Spool(most=2_500_000)

    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        first, second = await unfinished(port), await unfinished(port)
        while spool._taken.total() < 1_700_000:
            await asyncio.sleep(0)
        third = await unfinished(port)
        assert (await third.say("\r\n.")).startswith("452 4.3.1")
        small = await unfinished(port, b"small")
        assert (await small.say("\r\n.")).startswith("250")
        assert (await first.say("\r\n.")).startswith("250")
        assert (await (await unfinished(port)).say("\r\n.")).startswith("250"), (
            "there is room again"
        )
        assert (await second.say("\r\n.")).startswith("250")

    desk = conversing(scene, spool=spool)
    assert [len(mail.raw) for mail in desk.came] == [7] + [len(LARGE) + 2] * 3
    assert spool._taken.total() == 0


def test_one_address_takes_not_all_of_it() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        assert (await (await unfinished(port)).say("\r\n.")).startswith("452 4.3.1")

    assert conversing(scene, spool=Spool(most_of_one=100_000)).came == []


def test_whole_mails_wait_for_memory() -> None:
    at_once, most = 0, 0

    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        async def slow(mail: object) -> None:
            nonlocal at_once, most
            at_once += 1
            most = max(most, at_once)
            for _ in range(20):
                await asyncio.sleep(0)
            at_once -= 1

        desk.accepting = slow
        halves = [await unfinished(port, b"twelve bytes") for _ in range(5)]
        answers = await asyncio.gather(*(client.say("\r\n.") for client in halves))
        assert all(answer.startswith("250") for answer in answers)

    conversing(scene, room=Room(most=40))
    assert most <= 2


def test_one_address_takes_not_all_places() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        theirs = [await client_from("127.0.0.2", port) for _ in range(3)]
        assert [(await one.answer())[:3] for one in theirs] == ["220", "220", "421"]
        other = await client_from("127.0.0.1", port)
        assert (await other.answer()).startswith("220")

    conversing(scene, most_of_one=2)


def test_who_has_been_silent_longest_makes_room() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        silent, busy = await Client.to(port), await unfinished(port, b"half a mail")
        for conversation in server._conversations:
            conversation.heard_at -= MAY_BE_ASKED_TO_GO
        assert (await (await Client.to(port, greet=False)).answer()).startswith("220")
        assert (await silent.answer()).startswith("421")
        assert (await busy.say("\r\n.")).startswith("250"), "a mail in hand is finished"

    assert len(conversing(scene, most_connections=2).came) == 1


def test_a_conversation_ends_however_busy_it_is() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client, busy = await Client.to(port), await unfinished(port, b"half a mail")
        answer = "250"
        while answer.startswith("250"):
            answer = await client.say("NOOP")
        assert answer[:9] in ("421 4.4.2", "")
        assert (await busy.say("\r\n.")).startswith("250"), "the mail in hand is finished"
        assert (await busy.answer()).startswith("421 4.4.2")

    assert len(conversing(scene, longest=0.3).came) == 1


def test_a_mail_that_trickles_in_is_given_up() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client = await unfinished(port, b"h")
        assert (await client.answer()).startswith("421 4.4.2 The mail came too slowly")

    assert conversing(scene, patience=0.2).came == []


def test_a_large_mail_may_take_longer_than_a_small_one() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        await Client.to(port)
        (conversation,) = server._conversations
        with closing(Unfinished(server.spool, "")) as mail, conversation.awaiting(mail):
            small = conversation._must_have_come()
            mail.add(LARGE, len(LARGE))
            assert conversation._must_have_come() - small == pytest.approx(len(LARGE) / 1000)

    conversing(scene, slowest=1000)


def test_who_is_silent_has_to_leave_and_who_speaks_stays() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        silent = await Client.to(port)
        (theirs,) = server._conversations
        busy = await Client.to(port)
        (other,) = server._conversations - {theirs}
        theirs.heard_at -= 2000
        theirs._timeout_cb()
        other._timeout_cb()
        assert await silent.answer() == ""
        assert (await busy.say("NOOP")).startswith("250")

    conversing(scene, idle_seconds=1000)


def test_who_reads_no_goodbye_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "FAREWELL", 0.1)

    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        deaf = await Client.to(port)
        deaf._reader._transport.pause_reading()  # type: ignore[attr-defined]
        deaf.send(b"HELP\r\n" * 300_000)
        while server._conversations:
            await asyncio.sleep(0)

    conversing(scene, idle_seconds=0.3)


@pytest.mark.parametrize("odd", [b"a\0b", b"a\x01", b"\x7f", b"a\rb", b"\x1b[2J"])
def test_signs_that_no_address_has(odd: bytes) -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client = await Client.to(port)
        assert (await client.say(b"MAIL FROM:<%s@nordbank.example>" % odd)).startswith("5")
        assert (await client.say("MAIL FROM:<ines@nordbank.example>")).startswith("250")
        assert (await client.say(b"RCPT TO:<%s@desk.example>" % odd)).startswith("5")
        assert (await client.say("DATA")).startswith("503")

    conversing(scene)


def test_who_is_named_twice_gets_it_once() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client = await Client.to(port)
        await client.begin("help@desk.example", "HELP@desk.example", "help@desk.example")
        assert (await client.say("x\r\n.")).startswith("250")

    assert [mail.recipients for mail in conversing(scene).came] == [("help@desk.example",)]


def test_the_postmaster_is_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = "help@desk.example, hilfe@desk.example, postmaster@other.example"
    monkeypatch.setenv("BUCKSTOP_ADDRESSES", ours)
    for address in ("postmaster", "Postmaster@Desk.example", "POSTMASTER"):
        assert knows(address)
        assert for_whom(address) == "help@desk.example"
    assert for_whom("postmaster@other.example") == "postmaster@other.example"
    assert not knows("postmaster@elsewhere.example")
    assert not knows("postmaster2@desk.example")

    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        async def known(address: str) -> bool:
            return knows(address)

        server.knows = known
        client = await Client.to(port)
        await client.say("MAIL FROM:<>")
        assert (await client.say("RCPT TO:<Postmaster>")).startswith("250")

    conversing(scene)
