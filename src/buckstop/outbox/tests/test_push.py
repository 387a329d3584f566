"""Gateways: told from a real receiver of this machine, and nothing private is called."""

import ipaddress
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from buckstop.kit.ids import uuid7
from buckstop.ledger.refused import Refused
from buckstop.outbox.channels.channel import Parcel
from buckstop.outbox.channels.push import channel, guard
from buckstop.outbox.channels.push.channel import Push, packed
from buckstop.outbox.channels.push.gateways import check_gateway
from buckstop.outbox.outcomes import Came, Outcome


class Receiver(ThreadingHTTPServer):
    """Keeps what is posted, and answers as it was told; 0 is never."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.code, self.to = 200, ""
        self.took: list[dict[str, Any]] = []
        self.over = threading.Event()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class _Answer(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.took.append(json.loads(raw))
        if not self.server.code:
            self.server.over.wait()
            return
        self.send_response(self.server.code)
        if self.server.to:
            self.send_header("Location", self.server.to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *said: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def near(settings: Any) -> None:
    """The receiver's host is one that the operator allows."""
    settings.PUSH_PRIVATE_HOSTS = ["127.0.0.1"]


def sent(address: str, may_end: bool = True) -> Outcome:
    parcel = Parcel(uuid7(), "key", packed(address, "3 things", "P-1: look"), lambda: may_end, "n")
    [outcome] = Push().send([parcel])
    return outcome


@pytest.mark.usefixtures("near")
def test_a_message_arrives_with_its_words(receiver: Receiver) -> None:
    assert sent(f"json://{receiver.address}/").came == Came.ACCEPTED
    [took] = receiver.took
    assert (took["title"], took["message"]) == ("3 things", "P-1: look")


@pytest.mark.usefixtures("near")
def test_a_no_is_a_no_and_silence_is_in_doubt(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.code = 500
    assert sent(f"json://{receiver.address}/").came == Came.REFUSED
    receiver.code = 0
    monkeypatch.setattr(channel, "ANSWER", 0.2)
    assert sent(f"json://{receiver.address}/").came == Came.UNCERTAIN
    assert len(receiver.took) == 2  # neither is tried again by itself


@pytest.mark.usefixtures("near")
def test_no_redirect_is_followed_whatever_the_address_says(receiver: Receiver) -> None:
    receiver.code, receiver.to = 307, f"http://{receiver.address}/elsewhere"
    assert sent(f"json://{receiver.address}/?redirect=yes").came == Came.REFUSED
    assert len(receiver.took) == 1


@pytest.mark.usefixtures("near")
def test_nothing_leaves_where_the_worker_lost_its_lease(receiver: Receiver) -> None:
    assert sent(f"json://{receiver.address}/", may_end=False).came == Came.LATER
    assert receiver.took == []


def told(receiver: Receiver) -> Outcome:
    """What came of a message to the webhook of a channel there, in Mattermost's form."""
    address = f"http://{receiver.address}/hooks/{'x' * 26}"
    content = packed(address, "Title", "words", {"attachments": [{"text": "P-1"}]})
    parcel = Parcel(uuid7(), "key", content, lambda: True, "n")
    [outcome] = Push().send([parcel])
    return outcome


@pytest.mark.usefixtures("near")
def test_a_channel_is_told_in_its_tools_own_form(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(receiver).came == Came.ACCEPTED
    assert receiver.took == [{"attachments": [{"text": "P-1"}]}]
    for code, came in (
        (429, Came.LATER),
        (503, Came.LATER),
        (404, Came.REFUSED),
        (400, Came.REFUSED),
    ):
        receiver.code = code
        assert told(receiver).came == came
    receiver.code, receiver.to = 307, f"http://{receiver.address}/elsewhere"
    before = len(receiver.took)
    assert told(receiver).came == Came.REFUSED
    assert len(receiver.took) == before + 1
    receiver.code = 0
    monkeypatch.setattr(channel, "ANSWER", 0.2)
    assert told(receiver).came == Came.UNCERTAIN


def test_no_channel_of_this_machine_is_told(receiver: Receiver, settings: Any) -> None:
    assert told(receiver).came == Came.REFUSED
    settings.PUSH_PRIVATE_HOSTS = ["chat.example"]  # another one
    assert told(receiver).came == Came.REFUSED
    assert receiver.took == []


def test_this_machine_is_not_called(receiver: Receiver) -> None:
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f000001", "2130706433"):
        port = receiver.server_address[1]
        assert sent(f"json://{host}:{port}/").came == Came.REFUSED
    assert receiver.took == []


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "ff02::1",
        "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2001::1",
    ],
)  # fmt: skip
def test_what_is_not_public(text: str) -> None:
    assert not guard.is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", ["9.9.9.9", "2620:fe::fe", "::ffff:9.9.9.9", "64:ff9b::909:909"])
def test_what_is_public(text: str) -> None:
    assert guard.is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "address",
    [
        "", "file:///etc/passwd", "syslog://", "exec://ls", "mailto://a:b@example.org",
        "slack://a/b/c/?template=/etc/passwd", "json://h/?%74emplate=x", "json://h/\nx",
        "tgram://1:2/3?attach=file:///etc/passwd",
    ],
)  # fmt: skip
def test_gateways_that_are_not_allowed(address: str) -> None:
    with pytest.raises(Refused):
        check_gateway(address)


def test_the_operator_allows_fewer(settings: Any) -> None:
    assert check_gateway(" ntfys://ntfy.example/topic ") == "ntfys://ntfy.example/topic"
    settings.PUSH_SCHEMES = ["slack"]
    with pytest.raises(Refused, match="slack://"):
        check_gateway("ntfys://ntfy.example/topic")
