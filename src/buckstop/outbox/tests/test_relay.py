"""Handing over, against servers that behave and servers that don't."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from buckstop.outbox.channels.smtp.relay import Relay
from buckstop.outbox.outcomes import Came
from buckstop.outbox.relay_address import RelayAddress

MAIL = b"Subject: x\r\n\r\nHello\r\n.\r\n..two\n.three"


class Takes:
    """A mail server that takes mail, except for some."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, list[str], bytes]] = []

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd looks for
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Refuse the gone for good and the full for now."""
        if address.startswith("gone"):
            return "550 5.1.1 No such user"
        if address.startswith("full"):
            return "452 4.2.2 Mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name aiosmtpd looks for
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take it."""
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append((envelope.mail_from or "", envelope.rcpt_tos, content))
        return "554 5.7.1 Looks like spam" if b"spam" in content else "250 taken as 1"


@pytest.fixture
def takes() -> Iterator[tuple[Takes, Relay]]:
    """A real mail server and a relay to it."""
    handler = Takes()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    with Relay(RelayAddress("127.0.0.1", controller.port), timeout=5) as relay:
        yield handler, relay
    controller.stop()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_several_mails_over_one_connection(takes: tuple[Takes, Relay]) -> None:
    handler, relay = takes
    first = relay.send("help@desk.example", "ines@nordbank.example", MAIL)
    connection = relay._connection
    second = relay.send("", "bo@nordbank.example", MAIL)
    assert (first.came, first.sentence) == (Came.ACCEPTED, "taken as 1")
    assert second.came is Came.ACCEPTED
    assert relay._connection is connection
    assert handler.taken[0][2] == b"Subject: x\r\n\r\nHello\r\n.\r\n..two\r\n.three\r\n"
    assert [taken[1] for taken in handler.taken] == [
        ["ines@nordbank.example"],
        ["bo@nordbank.example"],
    ]


def test_refusals_for_good_and_for_now(takes: tuple[Takes, Relay]) -> None:
    _, relay = takes
    gone = relay.send("help@desk.example", "gone@nordbank.example", MAIL)
    full = relay.send("help@desk.example", "full@nordbank.example", MAIL)
    spam = relay.send("help@desk.example", "ines@nordbank.example", b"spam")
    fine = relay.send("help@desk.example", "ines@nordbank.example", MAIL)
    assert (gone.came, gone.code, gone.sentence) == (Came.REFUSED, 550, "5.1.1 No such user")
    assert (full.came, full.code) == (Came.LATER, 452)
    assert (spam.came, spam.code) == (Came.REFUSED, 554)
    assert fine.came is Came.ACCEPTED


def test_nobody_listens() -> None:
    outcome = Relay(RelayAddress("127.0.0.1", free_port()), timeout=2).send("a@b.c", "d@e.f", MAIL)
    assert outcome.came is Came.LATER
    assert outcome.sentence.startswith("The mail relay can't be reached:")


def test_letters_in_addresses_are_sent_where_the_relay_can(takes: tuple[Takes, Relay]) -> None:
    handler, relay = takes
    assert relay.send("help@desk.example", "jürgen@nordbank.example", MAIL).came is Came.ACCEPTED
    assert handler.taken[0][1] == ["jürgen@nordbank.example"]


def test_letters_in_addresses_are_refused_where_the_relay_can_not() -> None:
    with scripted(b"250 x", b"250 x") as address:
        outcome = Relay(address, timeout=5).send("a@b.example", "jürgen@d.example", MAIL)
    assert (outcome.came, outcome.code) == (Came.REFUSED, 553)


@contextmanager
def scripted(*answers: bytes | None, hang_up_after_data: bool = False) -> Iterator[RelayAddress]:
    """A server that says these lines, one per command; None hangs up. One connection per script."""
    listener = socket.create_server(("127.0.0.1", 0))

    def converse() -> None:
        client, _ = listener.accept()
        with client, client.makefile("rwb") as stream:
            stream.write(b"220 x\r\n")
            stream.flush()
            for answer in answers:
                stream.readline()
                if answer is None:
                    return
                stream.write(answer + b"\r\n")
                stream.flush()
            if hang_up_after_data:
                while stream.readline() not in (b".\r\n", b""):
                    pass

    thread = threading.Thread(target=converse, daemon=True)
    thread.start()
    yield RelayAddress("127.0.0.1", listener.getsockname()[1])
    thread.join(5)
    listener.close()


def test_hanging_up_after_the_whole_mail_leaves_it_uncertain() -> None:
    ok = b"250 x"
    with scripted(ok, ok, ok, b"354 go", hang_up_after_data=True) as address:
        outcome = Relay(address, timeout=5).send("a@b.example", "c@d.example", MAIL)
    assert outcome.came is Came.UNCERTAIN


def test_hanging_up_before_the_mail_is_for_later() -> None:
    ok = b"250 x"
    with scripted(ok, ok, None) as address:
        assert Relay(address, timeout=5).send("a@b.example", "c@d.example", MAIL).came is Came.LATER
    with scripted(ok, ok, ok, None) as address:
        assert Relay(address, timeout=5).send("a@b.example", "c@d.example", MAIL).came is Came.LATER
    with scripted(ok, ok, ok, b"451 not now", ok) as address:
        outcome = Relay(address, timeout=5).send("a@b.example", "c@d.example", MAIL)
    assert (outcome.came, outcome.sentence) == (Came.LATER, "not now")


def test_a_connection_that_went_while_idle_is_made_anew(takes: tuple[Takes, Relay]) -> None:
    _, relay = takes
    relay.send("help@desk.example", "ines@nordbank.example", MAIL)
    assert relay._connection is not None
    assert relay._connection.sock is not None
    relay._connection.sock.shutdown(socket.SHUT_RDWR)
    assert relay.send("help@desk.example", "ines@nordbank.example", MAIL).came is Came.ACCEPTED


def test_a_password_is_only_sent_encrypted() -> None:
    address = RelayAddress.from_url("smtp://u:p%40ss@relay.example:587")
    assert (address.user, address.password, address.tls) == ("u", "p@ss", "verified")
    handler = Takes()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    plain = RelayAddress("127.0.0.1", controller.port, "u", "p", "verified")
    outcome = Relay(plain, timeout=5).send("a@b.example", "c@d.example", MAIL)
    controller.stop()
    assert outcome.came is Came.LATER
    assert "encryption" in outcome.sentence


def test_addresses_of_relays() -> None:
    assert RelayAddress.from_url("smtp://localhost") == RelayAddress("localhost", 25)
    assert RelayAddress.from_url("smtps://r.example").port == 465
    assert RelayAddress.from_url("smtps://r.example").tls == "from the start"
    assert RelayAddress.from_url("smtp://u:p@r.example?tls=offered").tls == "when offered"
    assert RelayAddress.from_url("smtp://r.example?returns=plain").plain_returns
    for wrong in (
        "smtp://x?returns=none",
        "http://x",
        "smtp://",
        "smtp://x:99999",
        "smtp://x?tls=no",
        "relay",
    ):
        with pytest.raises(ValueError, match="relay"):
            RelayAddress.from_url(wrong)


def test_a_relay_may_get_the_plain_return_path(takes: tuple[Takes, Relay]) -> None:
    handler, relay = takes
    port = relay._address.port
    with Relay(RelayAddress("127.0.0.1", port, plain_returns=True), timeout=5) as plain:
        plain.send("help+babc+tok@desk.example", "ines@nordbank.example", MAIL)
    relay.send("help+babc+tok@desk.example", "ines@nordbank.example", MAIL)
    assert [taken[0] for taken in handler.taken] == [
        "help@desk.example", "help+babc+tok@desk.example",
    ]  # fmt: skip
