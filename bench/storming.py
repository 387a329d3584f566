"""A storm of signals: `python -m bench.storming PORT SECRET SECONDS CONNECTIONS`, told by JSON.

It posts over kept connections, a little more than a thousand a second, and says how many were
accepted, how many a second, the 99th percentile of an answer (ms), and its own processor time.
"""

import asyncio
import json
import sys
import time
from statistics import quantiles

TROUBLES = 50
PACE = 1_050  # a second, of all connections


def _post(path: str, n: int) -> bytes:
    said = json.dumps({"id": n % TROUBLES, "t": f"Trouble {n % TROUBLES}"}).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(said)}\r\n\r\n".encode() + said


class Sender(asyncio.Protocol):
    """One connection, which posts the next when its time has come and the last was answered.

    No streams: what the storm itself costs is taken from whom it is about.
    """

    def __init__(self, posts: list[bytes], each: float, until: float, first: int) -> None:
        self.posts, self.each, self.until, self.n = posts, each, until, first
        self.took: list[float] = []
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._came = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._next = time.monotonic()
        self._send()

    def data_received(self, data: bytes) -> None:
        self._came += data
        head, end, body = self._came.partition(b"\r\n\r\n")
        if not end or len(body) < int(head.lower().split(b"content-length:")[1].split()[0]):
            return
        if b" 202 " not in head[:20]:
            self.over.set_exception(ConnectionError(head[:80].decode(errors="replace")))
            return
        now = time.monotonic()
        self.took.append(now - self._sent)
        self._came = b""
        self._next += self.each
        if now >= self.until:
            self._transport.close()
        elif self._next > now:
            asyncio.get_running_loop().call_at(self._next, self._send)
        else:
            self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.over.done():
            self.over.set_result(None)

    def _send(self) -> None:
        self._sent = time.monotonic()
        self._transport.write(self.posts[self.n % TROUBLES])
        self.n += 7


async def _storm(port: int, secret: str, seconds: float, connections: int) -> dict[str, float]:
    loop, begun = asyncio.get_running_loop(), time.monotonic()
    posts = [_post(f"/signals/generic/{secret}", n) for n in range(TROUBLES)]
    senders = [
        Sender(posts, connections / PACE, begun + seconds, first) for first in range(connections)
    ]
    for one in senders:
        await loop.create_connection(lambda one=one: one, "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*(one.over for one in senders))
    lasted = time.monotonic() - begun
    took = [each for one in senders for each in one.took]
    return {
        "accepted": len(took),
        "rate": len(took) / lasted,
        "p99": 1000 * quantiles(took, n=100)[-1],
        "cpu": time.process_time(),
    }


def main() -> None:
    """Send, and say how it went."""
    port, secret, seconds, connections = sys.argv[1:]
    found = asyncio.run(_storm(int(port), secret, float(seconds), int(connections)))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
