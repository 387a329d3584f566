"""A storm of signals: `python -m bench.storming PORT SECRET SECONDS CONNECTIONS`, told by JSON.

It posts over kept connections, a little more than a thousand a second, and says how many were
accepted, how many a second, and the 99th percentile of an answer (ms).
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


async def _sender(
    port: int, path: str, until: float, took: list[float], first: int, each: float
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    n = first
    start, sent = time.monotonic(), 0
    while time.monotonic() < until:
        sent += 1
        await asyncio.sleep(max(start + sent / each - time.monotonic(), 0))
        begun = time.perf_counter()
        writer.write(_post(path, n))
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 202 " not in head[:20]:
            raise ConnectionError(head[:80].decode(errors="replace"))
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        took.append(time.perf_counter() - begun)
        n += 7
    writer.close()


async def _storm(port: int, secret: str, seconds: float, connections: int) -> dict[str, float]:
    took: list[float] = []
    path, begun = f"/signals/generic/{secret}", time.monotonic()
    until = begun + seconds
    each = PACE / connections
    await asyncio.gather(*(_sender(port, path, until, took, n, each) for n in range(connections)))
    lasted = time.monotonic() - begun
    return {
        "accepted": len(took),
        "rate": len(took) / lasted,
        "p99": 1000 * quantiles(took, n=100)[-1],
    }


def main() -> None:
    """Send, and say how it went."""
    port, secret, seconds, connections = sys.argv[1:]
    found = asyncio.run(_storm(int(port), secret, float(seconds), int(connections)))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
