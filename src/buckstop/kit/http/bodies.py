"""The body of a request: read whole before anybody works on it, whatever its sender does."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import IO, Any

type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]

MEBIBYTE = 1024 * 1024


class NotTaken(Exception):
    """A body that we don't take; the request is answered with `status`, and the client let go."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Left(Exception):
    """The client hung up: there is nobody to answer."""


@dataclass
class Body:
    """A whole body; closing the file gives its room back."""

    file: IO[bytes]
    length: int


@dataclass
class Bodies:
    """Reads bodies; bytes, and seconds.

    Up to `in_memory` of each stay in memory. What goes beyond stands in files, of which there are
    at most `on_disk` for all, and `on_disk_of_one` for one address, until a body is complete:
    those who send little never wait for those who send much. A body may pause for `silence`, and
    after `patience` it must have come by at least `slowest` a second.
    """

    largest: int
    in_memory: int = 64 * 1024
    on_disk: int = 1024 * MEBIBYTE
    on_disk_of_one: int = 256 * MEBIBYTE
    silence: float = 15.0
    patience: float = 30.0
    slowest: int = 4096
    _unfinished: Counter[str] = field(default_factory=Counter)

    async def read(self, scope: Message, receive: Receive) -> Body:
        """The body of the request. Raises NotTaken, or Left."""
        if _declared(scope) > 4 * self.largest:
            raise NotTaken(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        address = (scope.get("client") or ("",))[0]
        file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=self.in_memory)  # noqa: SIM115
        reading = _Reading(self, address, file)
        with ExitStack() as undo:
            undo.callback(file.close)
            try:
                await reading.all(receive)
            finally:
                self._give_back(address, reading.on_disk)
            undo.pop_all()
        file.seek(0)
        return Body(file, reading.length)

    def take_room(self, address: str, size: int) -> None:
        """Count bytes that go to the disk. Raises NotTaken where there are too many."""
        mine = self._unfinished[address] + size
        if mine > self.on_disk_of_one or self._unfinished.total() + size > self.on_disk:
            raise NotTaken(HTTPStatus.SERVICE_UNAVAILABLE)
        self._unfinished[address] = mine

    def _give_back(self, address: str, size: int) -> None:
        self._unfinished[address] -= size
        if self._unfinished[address] <= 0:
            del self._unfinished[address]


class _Reading:
    """One body on its way."""

    def __init__(self, bodies: Bodies, address: str, file: IO[bytes]) -> None:
        self.bodies = bodies
        self.address = address
        self.file = file
        self.length = 0
        self.on_disk = 0

    async def all(self, receive: Receive) -> None:
        """To its end; what is too large is read on for a while, so that its sender hears why."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        while True:
            may_take = self.bodies.patience + self.length / self.bodies.slowest
            left = begun + may_take - loop.time()
            try:
                message = await asyncio.wait_for(receive(), min(self.bodies.silence, left))
            except TimeoutError:
                raise NotTaken(HTTPStatus.REQUEST_TIMEOUT) from None
            if message["type"] == "http.disconnect":
                raise Left
            self._keep(message.get("body", b""))
            if not message.get("more_body", False):
                break
        if self.length > self.bodies.largest:
            raise NotTaken(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def _keep(self, piece: bytes) -> None:
        self.length += len(piece)
        if self.length > 4 * self.bodies.largest:
            raise NotTaken(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if self.length > self.bodies.largest:
            return
        beyond = max(0, self.length - self.bodies.in_memory) - self.on_disk
        if beyond > 0:
            self.bodies.take_room(self.address, beyond)
            self.on_disk += beyond
        try:
            self.file.write(piece)
        except OSError:  # no room on the disk
            raise NotTaken(HTTPStatus.SERVICE_UNAVAILABLE) from None


def _declared(scope: Message) -> int:
    said = next((v for name, v in scope["headers"] if name == b"content-length"), b"0")
    return int(said) if said.isdigit() else 0
