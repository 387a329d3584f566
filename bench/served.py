"""Part 6: *My work* through HTTP from two processes of the pages, with 200 live streams open."""

import http.client
import socket
import statistics
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import cycle

import psycopg

from bench import growing, house, machine
from bench.figures import Figure

PROBLEMS, RUNNING = 100_000, 10_000
PROCESSES, STREAMS, READERS = 2, 200, 8
WARM, LASTS = 3, 15  # seconds
RATE, P99_MS, MEMORY = 150, 150, 400


def measure() -> list[Figure]:
    """Twenty people read their first page as fast as they can, over connections that are kept."""
    with house.house("served") as ours:
        print(f"loading {PROBLEMS:,} problems", file=sys.stderr, flush=True)
        with psycopg.connect(ours.cluster.url("postgres"), autocommit=True) as connection:
            grown = growing.Grown(PROBLEMS, RUNNING, growing.soon(3600))
            growing.grow(connection, grown)
        cookies = ours.run("bench.session", "everybody").split("\n")[:-1]
        ports = [house.free_port() for _ in range(PROCESSES)]
        pids = [ours.start("web", "--port", str(port)) for port in ports]
        house.wait_for(lambda: all(map(house.answers, ports)), "the pages did not answer")
        with _streams(ports, cookies) as streams:
            _read_all(ports, cookies, WARM)
            watch = machine.Watch({"pages": pids, "postgres": [ours.postgres]})
            times = _read_all(ports, cookies, LASTS)
            spent = watch.stop()
            memory = machine.proportional_memory(machine.family(pids))
            open_still = sum(_is_open(stream) for stream in streams)
    times.sort()
    part, more = "served", {"cpu": spent, "streams": open_still}
    return [
        Figure(part, f"my work, {READERS} readers, {STREAMS} streams, {PROCESSES} processes",
               len(times) / LASTS, "/s", "more", RATE, more=more),
        Figure(part, "the same, p50", statistics.median(times) * 1000, "ms"),
        Figure(part, "the same, p99", times[int(len(times) * 0.99)] * 1000, "ms", "less", P99_MS),
        Figure(part, "memory of the processes (PSS)", memory, "MiB", "less", MEMORY),
        Figure(part, "streams that broke off", STREAMS - open_still, "", "less", 0),
    ]  # fmt: skip


@contextmanager
def _streams(ports: list[int], cookies: list[str]) -> Iterator[list[socket.socket]]:
    """Live streams, each of somebody, shared between the processes."""
    where, whose = cycle(ports), cycle(cookies)
    with ExitStack() as undo:
        opened = []
        for _ in range(STREAMS):
            stream = undo.enter_context(socket.create_connection(("127.0.0.1", next(where)), 30))
            asked = f"GET /live/ HTTP/1.1\r\nHost: localhost\r\nCookie: {next(whose)}\r\n\r\n"
            stream.sendall(asked.encode())
            if b" 200 " not in stream.recv(4096).partition(b"\r\n")[0]:
                raise SystemExit("a live stream was refused")
            opened.append(stream)
        yield opened


def _is_open(stream: socket.socket) -> bool:
    """Whether the other side has not ended it; what it said meanwhile is read and dropped."""
    stream.setblocking(False)
    try:
        while said := stream.recv(65536):
            if said.endswith(b"0\r\n\r\n"):
                return False
    except BlockingIOError:
        return True
    return False


def _read_all(ports: list[int], cookies: list[str], seconds: float) -> list[float]:
    """Seconds of each answer."""
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(READERS) as pool:
        jobs = [
            pool.submit(_read, ports[n % len(ports)], cookies[n::READERS], until)
            for n in range(READERS)
        ]
        return [took for job in jobs for took in job.result()]


def _read(port: int, cookies: list[str], until: float) -> list[float]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    whose, found = cycle(cookies), []
    while time.monotonic() < until:
        begun = time.monotonic()
        line.request("GET", "/", headers={"Cookie": next(whose)})
        answer = line.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"/ answered {answer.status}")
        found.append(time.monotonic() - begun)
    line.close()
    return found
