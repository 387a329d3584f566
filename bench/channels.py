"""The API from two processes of the pages, and webhooks beside one who stalls; many open desks."""

import asyncio
import http.client
import json
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count

import psycopg

from bench import growing, house, open_desks
from bench.figures import Figure

PROBLEMS, RUNNING = 20_000, 4_000
PROCESSES, PROGRAMS, KEYS = 2, 8, 60
WARM, LASTS = 3, 10  # seconds
READS, OPENS, SENT = 1_000, 400, 500  # a second


def measure() -> list[Figure]:
    """Programs read and open problems as fast as they can, over connections that are kept."""
    with house.house("channels") as ours:
        with psycopg.connect(ours.cluster.url("postgres"), autocommit=True) as connection:
            growing.grow(connection, growing.Grown(PROBLEMS, RUNNING, growing.soon(3600)))
        keys = ours.run("bench.keys", str(KEYS)).split()
        ports = [house.free_port() for _ in range(PROCESSES)]
        for port in ports:
            ours.start("web", "--port", str(port))
        house.wait_for(lambda: all(map(house.answers, ports)), "the API did not answer")
        read, open_ = _Reads(), _Opens()
        _all(ports, keys, read, WARM)
        reads = _all(ports, keys, read, LASTS)
        opens = _all(ports, keys[::-1], open_, LASTS)
        with receivers() as (good, stalls):
            ours.settings["BUCKSTOP_PUSH_PRIVATE_HOSTS"] = "127.0.0.1"
            sent = float(ours.run("bench.hooking", str(good), str(stalls)))
        ours.stop()
        more = [*open_desks.figures(ours, keys[0])]
    part = "channels"
    return [
        Figure(part, "API: problems read", reads / LASTS, "/s", "more", READS),
        Figure(part, "API: problems opened", opens / LASTS, "/s", "more", OPENS),
        Figure(part, "webhooks to one program while another stalls", sent, "/s", "more", SENT),
        *more,
    ]


type Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class _Reads:
    """Reads one problem after another."""

    expects = 200

    def __call__(self, line: http.client.HTTPConnection, key: str, number: int) -> None:
        headers = {"Authorization": f"Bearer {key}"}
        line.request("GET", f"/api/v1/problems/P-{1001 + number % PROBLEMS}", headers=headers)


class _Opens:
    """Opens one problem after another, each of somebody else."""

    expects = 201

    def __call__(self, line: http.client.HTTPConnection, key: str, number: int) -> None:
        contact = {"name": f"Person {number}", "email": f"p{number}@bench.example"}
        said = json.dumps({"text": f"Transfer {number} fails", "contact": contact})
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": f"n{number}"}
        line.request("POST", "/api/v1/problems", said, headers)


def _all(ports: list[int], keys: list[str], ask: "_Reads | _Opens", seconds: float) -> int:
    """How many were answered as they should be, by programs beside each other."""
    numbers, until = count(), time.monotonic() + seconds

    def program(which: int) -> int:
        line = http.client.HTTPConnection("127.0.0.1", ports[which % len(ports)], timeout=30)
        done = 0
        while time.monotonic() < until:
            number = next(numbers)
            ask(line, keys[number % len(keys)], number)
            answer = line.getresponse()
            said = answer.read()
            if answer.status != ask.expects:
                raise SystemExit(f"the API answered {answer.status}: {said[:300]!r}")
            done += 1
        return done

    with ThreadPoolExecutor(PROGRAMS) as programs:
        return sum(programs.map(program, range(PROGRAMS)))


@contextmanager
def receivers() -> Iterator[tuple[int, int]]:
    """The ports of one who takes whatever comes, and of one who never answers."""
    ports: list[int] = []
    ready = threading.Event()
    loop = asyncio.new_event_loop()

    async def takes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            [said] = [line for line in head.lower().split(b"\r\n") if b"content-length" in line]
            await reader.readexactly(int(said.partition(b":")[2]))
            writer.write(b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n")

    async def stalls(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(3600)

    async def serve() -> None:
        for handler in (_quiet(takes), stalls):
            server = await asyncio.start_server(handler, "127.0.0.1", 0)
            ports.append(server.sockets[0].getsockname()[1])
        ready.set()

    def run() -> None:
        loop.run_until_complete(serve())
        loop.run_forever()

    threading.Thread(target=run, daemon=True).start()
    ready.wait(10)
    yield ports[0], ports[1]
    loop.call_soon_threadsafe(loop.stop)


def _quiet(handler: Handler) -> Handler:
    async def handled(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await handler(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    return handled
