"""Live streams of the desk that stay open while servers fail, and hear of it."""

import socket
import threading
import time

from bench.failing.patience import wait_for


class Streams:
    """Each read by a thread, which notes when the stream said to fetch everything anew."""

    def __init__(self, port: int, cookie: str, count: int) -> None:
        self.heard = [0.0] * count
        self.broken = 0
        for number in range(count):
            opened = socket.create_connection(("127.0.0.1", port), 30)
            asked = f"GET /live/ HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n"
            opened.sendall(asked.encode())
            if b" 200 " not in opened.recv(4096).partition(b"\r\n")[0]:
                raise SystemExit("a live stream was refused")
            opened.settimeout(None)
            threading.Thread(target=self._read, args=(number, opened), daemon=True).start()

    def all_heard_since(self, moment: float) -> None:
        """Wait until every one was told to look anew, after a fail-over at `moment`."""
        wait_for(lambda: min(self.heard) > moment, "a live stream did not come back")

    def _read(self, number: int, opened: socket.socket) -> None:
        while said := opened.recv(65536):
            if b"everything" in said:
                self.heard[number] = time.time()
        self.broken += 1
