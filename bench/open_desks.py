"""Part of `channels`: 500 desks open at one process of the pages, each told of what changes; and a
problem of 500 messages."""

import http.client
import selectors
import socket
import time
from collections.abc import Iterator
from statistics import quantiles

from bench import house
from bench.figures import Figure
from bench.spans import p95

PART, DESKS, ROUNDS, MESSAGES = "channels", 500, 20, 500
TOLD_MS, THREAD_MS = 300, 60
NOTE = '{"text": "Looked at it."}'
SETTLES, PATIENCE = 0.5, 60  # seconds between two rounds; until somebody is told


def figures(ours: house.House, key: str) -> Iterator[Figure]:
    """Each round a program writes a note; each desk hears which problem changed."""
    cookies = ours.run("bench.session", "everybody").split("\n")[:-1]
    port = house.free_port()
    ours.start("web", "--port", str(port))
    house.wait_for(lambda: house.answers(port), "the pages did not answer")
    desks = [_open(port, cookies[number % len(cookies)]) for number in range(DESKS)]
    rounds = [_told(desks, port, key, number) for number in range(ROUNDS + 1)]
    spans = [span for told in rounds[1:] for span in told]  # the first finds nothing ready
    for desk in desks:
        desk.close()
    name = f"a change told to each of {DESKS} open desks, one process"
    p99 = quantiles(spans, n=100)[-1]
    more = {"p50": sorted(spans)[len(spans) // 2], "told": len(spans)}
    yield Figure(PART, f"{name}, p99", p99, "ms", target=TOLD_MS, more=more)
    lines = ours.run("bench.thread", str(MESSAGES)).splitlines()[-60:]
    shown = [tuple(map(float, line.split())) for line in lines]
    more = {"KB": shown[-1][1] / 1000}
    times = [span for span, _weight in shown]
    yield Figure(PART, f"a problem of {MESSAGES} messages, p95", p95(times), "ms",
                 target=THREAD_MS, more=more)  # fmt: skip


def _open(port: int, cookie: str) -> socket.socket:
    """Somebody's live stream."""
    desk = socket.create_connection(("127.0.0.1", port), 30)
    asked = f"GET /live/?made={time.time():.3f} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}"
    desk.sendall(f"{asked}\r\n\r\n".encode())
    if b" 200 " not in desk.recv(4096).partition(b"\r\n")[0]:
        raise SystemExit("a live stream was refused")
    return desk


def _told(desks: list[socket.socket], port: int, key: str, number: int) -> list[float]:
    """Milliseconds from what a program asks until each desk is told."""
    time.sleep(SETTLES)
    for desk in desks:
        _drop(desk)
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    spans: list[float] = []
    waiting = selectors.DefaultSelector()
    for desk in desks:
        waiting.register(desk, selectors.EVENT_READ)
    begun = time.perf_counter()
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    line.request("POST", f"/api/v1/problems/P-{1001 + number}/notes", NOTE, headers)
    while len(spans) < len(desks):
        ready = waiting.select(PATIENCE)
        if not ready:
            raise SystemExit(f"{len(desks) - len(spans)} desks were told nothing")
        for one, _events in ready:
            assert isinstance(one.fileobj, socket.socket)
            if b"problem:" in one.fileobj.recv(65536):
                spans.append((time.perf_counter() - begun) * 1000)
                waiting.unregister(one.fileobj)
    answer = line.getresponse()
    if answer.status >= 300:
        raise SystemExit(f"the API answered {answer.status}: {answer.read()[:300]!r}")
    return spans


def _drop(desk: socket.socket) -> None:
    """Read what it said meanwhile."""
    desk.setblocking(False)
    try:
        while desk.recv(65536):
            pass
    except BlockingIOError:
        desk.setblocking(True)
