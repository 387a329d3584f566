"""A client that sends mails as fast as they are taken: `python -m bench.load`, told by JSON.

It is one process for every server, so that what it costs is the same for all. It says EHLO, MAIL,
RCPT, DATA and waits for each answer, as most servers that send do.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from bench.mails import mail

type Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True)
class Load:
    """What to send: `count` mails to `port` over `connections`, each kept or one per mail."""

    port: int
    count: int
    connections: int
    kept: bool
    run: str
    small: bool


async def _answer(line: Line) -> bytes:
    while True:
        said = await line[0].readline()
        if not said:
            raise ConnectionError("the server hung up")
        if said[3:4] == b" ":
            return said


async def _say(line: Line, command: bytes, expected: bytes) -> None:
    line[1].write(command)
    said = await _answer(line)
    if not said.startswith(expected):
        raise ConnectionError(said.decode(errors="replace"))


async def _connect(port: int) -> Line:
    line = await asyncio.open_connection("127.0.0.1", port)
    await _answer(line)
    await _say(line, b"EHLO customer.example\r\n", b"250")
    return line


async def _leave(line: Line) -> None:
    await _say(line, b"QUIT\r\n", b"221")
    line[1].close()


async def _send(line: Line, raw: bytes) -> None:
    await _say(line, b"MAIL FROM:<robin@customer.example>\r\n", b"250")
    await _say(line, b"RCPT TO:<help@desk.example>\r\n", b"250")
    await _say(line, b"DATA\r\n", b"354")
    await _say(line, raw, b"250")


async def _sender(load: Load, raws: Iterator[bytes], took: list[float]) -> None:
    line = await _connect(load.port) if load.kept else None
    for raw in raws:
        begun = time.perf_counter()
        used = line or await _connect(load.port)
        await _send(used, raw)
        if line is None:
            await _leave(used)
        took.append(time.perf_counter() - begun)
    if line is not None:
        await _leave(line)


async def _all(load: Load) -> dict[str, float]:
    mails = [mail(number, load.run, small=load.small) for number in range(load.count)]
    raws = iter([raw.replace(b"\r\n.", b"\r\n..") + b".\r\n" for raw in mails])
    took: list[float] = []
    cpu, begun, since = time.process_time(), time.time(), time.perf_counter()
    await asyncio.gather(*(_sender(load, raws, took) for _ in range(load.connections)))
    seconds = time.perf_counter() - since
    took.sort()
    return {
        "began": begun,
        "ended": time.time(),
        "rate": load.count / seconds,
        "p50": took[len(took) // 2] * 1000,
        "p95": took[int(len(took) * 0.95)] * 1000,
        "cpu": time.process_time() - cpu,
        "bytes": sum(map(len, mails)) / load.count,
    }


def send(load: Load) -> dict[str, float]:
    """Send it from a process of its own; mails per second, milliseconds, seconds, bytes a mail."""
    ran = subprocess.run(
        [sys.executable, "-m", "bench.load"], input=json.dumps(asdict(load)), check=True,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(ran.stdout)
    return found


def main() -> None:
    """Send what standard input says, and print what came of it."""
    told: dict[str, Any] = json.load(sys.stdin)
    print(json.dumps(asyncio.run(_all(Load(**told)))))


if __name__ == "__main__":
    main()
