"""Where mails wait until they are complete, and how much of memory and disk they may take."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import IO

MEBIBYTE = 1024 * 1024
IN_MEMORY = 64 * 1024  # bytes of an unfinished mail; what goes beyond stands in a file


class Full(Exception):
    """There is no room for more of a mail just now; the sender is asked to try again later."""


class Spool:
    """Files of unfinished mails: `most` bytes for all, `most_of_one` for those of one address."""

    def __init__(self, most: int = 1024 * MEBIBYTE, most_of_one: int = 512 * MEBIBYTE) -> None:
        self.most = most
        self.most_of_one = most_of_one
        self._taken: Counter[str] = Counter()

    def take(self, address: str, size: int) -> None:
        """Count bytes for `address`. Raises Full."""
        theirs = self._taken[address] + size
        if theirs > self.most_of_one or self._taken.total() + size > self.most:
            raise Full
        self._taken[address] = theirs

    def give_back(self, address: str, size: int) -> None:
        """They are needed no more."""
        self._taken[address] -= size
        if self._taken[address] <= 0:
            del self._taken[address]


class Unfinished:
    """A mail on its way: what came so far, unless there was no room for it."""

    def __init__(self, spool: Spool, address: str) -> None:
        self.size = 0
        self.is_kept = True
        self._spool = spool
        self._address = address
        self._on_disk = 0
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115

    def add(self, piece: bytes, most: int) -> None:
        """What came next; of a mail larger than `most`, or for which no room is, nothing stays."""
        self.size += len(piece)
        if not self.is_kept:
            return
        if self.size > most:
            self._drop()
            return
        beyond = max(0, self.size - IN_MEMORY) - self._on_disk
        try:
            if beyond > 0:
                self._spool.take(self._address, beyond)
                self._on_disk += beyond
            self._file.write(piece)
        except (Full, OSError):  # of ours, or of the disk
            self._drop()

    def whole(self) -> bytes:
        """All of it, into memory: to be called where there is room for it."""
        self._file.seek(0)
        return self._file.read()

    def close(self) -> None:
        """Give back what it took."""
        self._file.close()
        self._spool.give_back(self._address, self._on_disk)
        self._on_disk = 0

    def _drop(self) -> None:
        self.is_kept = False
        self.close()


class Room:
    """Memory for whole mails on their way to the database: others wait until there is some."""

    def __init__(self, most: int = 64 * MEBIBYTE) -> None:
        self._most = most
        self._taken = 0
        self._freed = asyncio.Condition()

    @asynccontextmanager
    async def of(self, size: int) -> AsyncIterator[None]:
        """Room for `size` bytes; what is larger than all of it has it alone."""
        size = min(size, self._most)
        async with self._freed:
            await self._freed.wait_for(lambda: self._taken + size <= self._most)
            self._taken += size
        try:
            yield
        finally:
            async with self._freed:
                self._taken -= size
                self._freed.notify_all()
