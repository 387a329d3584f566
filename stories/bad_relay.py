"""A relay that does to our mail what relays do on bad days, and remembers what it did."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from stories.loops import loop_in_a_thread

MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([0-9a-f]{32})\.", re.I | re.M)
TURN = 7  # of so many addresses in a row each kind of bad day has its own


class Day(StrEnum):
    """What the relay does with a mail; by its address, so that a second try meets the same."""

    TAKES = "takes it"
    REFUSES = "refuses it for good"
    LATER = "asks to come again, twice"
    DROPS = "takes it and hangs up without a word"
    BABBLES = "takes it and answers something that is no answer"


DAYS = (Day.TAKES, Day.TAKES, Day.REFUSES, Day.TAKES, Day.LATER, Day.DROPS, Day.BABBLES)


@dataclass
class BadRelay:
    """`took`: how often each of our Message-IDs was taken; `silent`: it says nothing at all."""

    took: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    days: dict[str, Day] = field(default_factory=dict)
    came: dict[bytes, int] = field(default_factory=lambda: defaultdict(int))
    silent: bool = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One conversation."""
        try:
            while self.silent:
                await asyncio.sleep(0.05)
            writer.write(b"220 relay\r\n")
            day = Day.TAKES
            while line := await reader.readline():
                if line[:4].upper() == b"RCPT":
                    day = self._day_of(line)
                answer = await self._answer(line.strip(), day, reader)
                if answer is None:
                    break
                writer.write(answer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def _day_of(self, line: bytes) -> Day:
        self.came[line.strip()] += 1
        found = re.search(rb"person(\d+)@", line)
        return DAYS[int(found[1]) % TURN] if found else Day.TAKES

    async def _answer(self, line: bytes, day: Day, reader: asyncio.StreamReader) -> bytes | None:
        verb = line[:4].upper()
        if verb == b"QUIT":
            return None
        if verb == b"RCPT" and day == Day.REFUSES:
            return b"550 nobody of that name\r\n"
        if verb == b"RCPT" and day == Day.LATER and self.came[line] < 3:
            return b"451 not now\r\n"
        if verb == b"DATA":
            return b"354 go on\r\n"
        if verb in (b"EHLO", b"HELO", b"MAIL", b"RCPT", b"RSET", b"NOOP"):
            return b"250 well\r\n"
        return self._taken(line + b"\r\n" + await reader.readuntil(b"\r\n.\r\n"), day)

    def _taken(self, content: bytes, day: Day) -> bytes | None:
        key = MESSAGE_ID.search(content)
        if key is None:  # a notice to staff
            return b"250 taken\r\n"
        self.took[key[1].decode()] += 1
        self.days[key[1].decode()] = day
        if day == Day.DROPS:
            return None
        return b"\xff\xfe\x00 thanks\r\n" if day == Day.BABBLES else b"250 taken\r\n"


@contextmanager
def bad_relay() -> Iterator[tuple[BadRelay, int]]:
    """A running one and its port."""
    relay = BadRelay()
    with loop_in_a_thread() as loop:
        server = loop.run(asyncio.start_server(relay.serve, "127.0.0.1", 0, limit=2**22))
        yield relay, server.sockets[0].getsockname()[1]
        server.close()
