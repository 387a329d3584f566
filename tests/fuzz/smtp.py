"""An SMTP conversation without a network: bytes in, whatever they are."""

import asyncio
from typing import Any

from buckstop.doors.mailbox.server import MailServer

PEER = ("192.0.2.1", 4000)


class Line(asyncio.Transport):
    """A line whose other end says everything at once."""

    def __init__(self) -> None:
        super().__init__({"peername": PEER, "sockname": PEER})
        self.ended = False

    def write(self, data: Any) -> None:
        if not isinstance(data, bytes | bytearray):
            raise TypeError("no bytes")

    def is_closing(self) -> bool:
        return self.ended

    def close(self) -> None:
        self.ended = True

    abort = close

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


def converse(raw: bytes) -> int:
    """Say all of `raw`, hang up, and wait until the server has; returns how many mails it took."""
    return asyncio.run(_converse(raw))


async def _converse(raw: bytes) -> int:
    taken: list[bytes] = []

    async def knows(_address: str) -> bool:
        return True

    async def accept(_sender: str, _to: tuple[str, ...], mail: bytes) -> None:
        taken.append(mail)

    faults: list[dict[str, Any]] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: faults.append(context))
    server = MailServer(knows=knows, accept=accept, hostname="desk.example")
    conversation, line = server._converse(), Line()
    conversation.connection_made(line)
    for start in range(0, len(raw), 1000):
        conversation.data_received(raw[start : start + 1000])
        await asyncio.sleep(0)
    conversation.eof_received()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    _done, late = await asyncio.wait(others, timeout=10) if others else (None, set())
    if late:
        raise TimeoutError("the conversation goes on after its client has gone")
    for task in others:
        if not task.cancelled() and task.exception():
            raise task.exception()  # type: ignore[misc]
    conversation.connection_lost(None)
    if faults:
        raise RuntimeError(str(faults[0]))
    return len(taken)
