"""Slow, silent and greedy clients, over real sockets: nobody waits for them."""

import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from typing import Any

import pytest
import uvicorn

from buckstop.kit.http import Bodies, Bridge, Door, connections

THREADS = 2
POST = b"POST /said HTTP/1.1\r\nHost: x\r\n"


def echo(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answers with what came, or with as many bytes as the path asks for."""
    path = environ["PATH_INFO"]
    if path.startswith("/large/"):
        start("200 OK", [("Content-Type", "text/plain")])
        return (b"x" * 65536 for _ in range(int(path.removeprefix("/large/")) // 65536))
    said = environ["wsgi.input"].read()
    told = f"{environ['REQUEST_METHOD']} {environ['CONTENT_LENGTH']} {environ['wsgi.url_scheme']} "
    start("200 OK", [("Content-Type", "text/plain")])
    return [told.encode(), str(len(said)).encode(), b" ", said[:20]]


def refusal(path: str, status: HTTPStatus) -> tuple[str, bytes]:
    return "text/plain", f"refused {status.value}".encode()


@contextmanager
def served(door: Door | None = None, **limits: Any) -> Iterator[int]:
    """A server with these limits; yields its port."""
    bodies = Bodies(**{"largest": 1_000_000, **limits})
    app = Bridge(echo, threads=THREADS, bodies=bodies, scheme="https", refusal=refusal)
    config = uvicorn.Config(
        app, http=connections(door or Door()), ws="none", lifespan="off", log_config=None
    )
    server = uvicorn.Server(config)
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=lambda: server.run(sockets=[listening]), daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = server.force_exit = True
        thread.join(20)
        listening.close()


def connected(port: int, said: bytes = b"", address: str = "127.0.0.1") -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=20, source_address=(address, 0))
    client.sendall(said)
    return client


def heard(client: socket.socket) -> bytes:
    """All that comes until the server hangs up."""
    said = b""
    try:
        while piece := client.recv(65536):
            said += piece
    except ConnectionResetError:
        pass
    return said


def asked(port: int, path: str = "/", **more: Any) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("POST" if more else "GET", path, **more)
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_bodies_that_never_end_hold_no_thread() -> None:
    with served() as port, ExitStack() as held:
        for _ in range(THREADS * 4):
            half = connected(port, POST + b"Content-Length: 100000\r\n\r\nabc")
            held.enter_context(half)
        assert asked(port)[0] == 200


def test_readers_that_never_read_hold_no_thread() -> None:
    with served() as port, ExitStack() as held:
        for _ in range(THREADS * 4):
            ask = b"GET /large/20000000 HTTP/1.1\r\nHost: x\r\n\r\n"
            held.enter_context(connected(port, ask))
        assert asked(port)[0] == 200


def test_who_does_not_read_is_hung_up_on() -> None:
    door = Door(stalled_after=0.2)
    sent = b"GET /large/20000000 HTTP/1.1\r\nHost: x\r\n\r\n"
    with served(door) as port, connected(port, sent):
        until, came_in = time.monotonic() + 20, False
        while door.inside or not came_in:
            came_in = came_in or bool(door.inside)
            assert time.monotonic() < until, "it is held for ever"


def test_chunks_are_one_body() -> None:
    with served() as port:
        body = (piece for piece in (b"abc", b"d" * 100_000))
        status, said = asked(port, "/said", body=body, encode_chunked=True,
                             headers={"Transfer-Encoding": "chunked"})  # fmt: skip
        assert (status, said) == (200, b"POST 100003 https 100003 abc" + b"d" * 17)
        assert asked(port, "/said", body=b"") == (200, b"POST  https 0 ")


@pytest.mark.parametrize("sent", [b"", b"GE", b"GET / HTTP/1.1\r\nHost: x\r\nX: "])
def test_headers_that_never_end(sent: bytes) -> None:
    with served(Door(headers_within=0.2)) as port, connected(port, sent) as client:
        assert heard(client) == b""


def test_headers_after_an_answer_must_end_too() -> None:
    sent = b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HT"
    with served(Door(headers_within=0.2)) as port, connected(port, sent) as client:
        assert heard(client).count(b"200 OK") == 1


def test_headers_without_end_are_not_kept() -> None:
    sent = b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 2_000
    with served(Door(headers_most=10_000)) as port, connected(port, sent) as client:
        assert heard(client).startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize(
    ("limits", "sent", "status"),
    [
        ({"silence": 0.2}, b"Content-Length: 5\r\n\r\nabc", 408),
        ({"patience": 0.2}, b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n", 408),
        ({"largest": 10}, b"Content-Length: 1000000\r\n\r\n", 413),
        ({"largest": 10}, b"Content-Length: 12\r\n\r\n123456789012", 413),
        ({"largest": 10}, b"Transfer-Encoding: chunked\r\n\r\nff\r\n" + b"x" * 255, 413),
        ({"in_memory": 10, "on_disk": 20}, b"Content-Length: 100\r\n\r\n" + b"x" * 40, 503),
        ({"in_memory": 10, "on_disk_of_one": 9}, b"Content-Length: 100\r\n\r\n" + b"x" * 40, 503),
    ],
)  # fmt: skip
def test_bodies_that_are_not_taken(limits: dict[str, Any], sent: bytes, status: int) -> None:
    with served(**limits) as port:
        with connected(port, POST + sent) as client:
            said = heard(client)
        assert said.startswith(f"HTTP/1.1 {status} ".encode())
        assert said.endswith(f"refused {status}".encode())
        assert b"connection: close" in said
        assert asked(port, "/said", body=b"123456")[0] == 200, "the room was given back"


def test_a_slow_body_that_goes_on_is_taken() -> None:
    headers = POST + b"Connection: close\r\nContent-Length: 5\r\n\r\n"
    with served(silence=5.0) as port, connected(port, headers) as client:
        for letter in b"hello":
            client.sendall(bytes([letter]))
        assert heard(client).endswith(b"POST 5 https 5 hello")


def test_who_hangs_up_in_the_midst_leaves_no_line(caplog: pytest.LogCaptureFixture) -> None:
    with served() as port:
        for sent in (b"", b"GE", POST, POST + b"Content-Length: 9\r\n\r\nabc",
                     b"GET /large/20000000 HTTP/1.1\r\nHost: x\r\n\r\n"):  # fmt: skip
            client = connected(port, sent)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            client.close()
        assert asked(port)[0] == 200
    assert [record.getMessage() for record in caplog.records] == []


def test_when_all_places_are_taken_the_longest_unfinished_goes() -> None:
    with served(Door(most=3)) as port, ExitStack() as held:
        silent = [held.enter_context(connected(port)) for _ in range(3)]
        until = time.monotonic() + 20
        while time.monotonic() < until:  # until all three are in, the fourth takes a free place
            if asked(port)[0] == 200 and _is_closed(silent[0]):
                break
        assert _is_closed(silent[0])


def test_one_address_cannot_take_all_places() -> None:
    with served(Door(most=100, most_of_one=2)) as port, ExitStack() as held:
        theirs = [held.enter_context(connected(port, b"", "127.0.0.2")) for _ in range(20)]
        assert heard(theirs[0]) == b""
        assert asked(port)[0] == 200


def test_a_proxy_speaks_for_many() -> None:
    door = Door(most=100, most_of_one=2, speaks_for_many=lambda address: address == "127.0.0.1")
    with served(door) as port, ExitStack() as held:
        theirs = [held.enter_context(connected(port)) for _ in range(20)]
        assert asked(port)[0] == 200
        assert not any(_is_closed(one) for one in theirs)


def _is_closed(client: socket.socket) -> bool:
    client.setblocking(False)
    try:
        return client.recv(1) == b""
    except BlockingIOError:
        return False
    except ConnectionResetError:
        return True
