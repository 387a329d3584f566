"""The pages and the mailbox on real ports, each in a thread, so that one clock is everybody's."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from buckstop.doors.desk import hub, live
from buckstop.doors.mailbox.command import commit, knows
from buckstop.doors.mailbox.server import MailServer
from buckstop.doors.shared.group_commit import GroupCommit
from buckstop.incoming.actions.keep import Arrived
from buckstop.notices.live import announcer
from buckstop.web import application
from stories.loops import loop_in_a_thread


class Server(uvicorn.Server):
    """Knows its loop, so that its streams can be ended from outside."""

    loop: asyncio.AbstractEventLoop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        await super().startup(sockets=sockets)


@contextmanager
def pages() -> Iterator[int]:
    """Serve the pages; yields the port."""
    live.hub = hub.Hub()  # the last story's hub belongs to a loop that has ended
    announcer.start()
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()  # who comes before the server is there waits for it
    config = uvicorn.Config(application(), lifespan="off", log_level="error", access_log=False)
    server = Server(config)
    thread = threading.Thread(target=lambda: server.run(sockets=[listening]), daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        server.loop.call_soon_threadsafe(live.hub.stop)
        server.should_exit = True
        thread.join(5)
        listening.close()


@contextmanager
def mailbox() -> Iterator[int]:
    """Take mail over SMTP; yields the port."""
    commits: GroupCommit[Arrived] = GroupCommit(commit)

    async def accept(envelope_from: str, recipients: tuple[str, ...], raw: bytes) -> str | None:
        await commits.add(Arrived(envelope_from, recipients, raw))
        return None

    async def is_ours(address: str) -> bool:
        return knows(address)

    server = MailServer(knows=is_ours, accept=accept, hostname="localhost")

    async def close() -> None:
        await server.stop(1)
        await commits.close()

    with loop_in_a_thread() as loop:
        yield loop.run(server.start("127.0.0.1", 0))
        loop.run(close())
