"""The pages, the API and the live streams: one port, one process, any number of them."""

import argparse
import signal
import socket
from types import FrameType
from typing import Any

import uvicorn
from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

from buckstop.doors.desk import live
from buckstop.doors.terminal.attached import database
from buckstop.kit.processes import bind, tell_ready
from buckstop.kit.processes.listening import CannotListen
from buckstop.kit.stop import Stop
from buckstop.notices.live import announcer

THREADS = 8
GRACE = 5  # seconds for answers under way when the process is told to stop


def application() -> Any:
    """The ASGI application: /live/ streams, everything else goes to Django's pages in threads."""
    pages = WSGIMiddleware(get_wsgi_application(), workers=THREADS)

    async def routed(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["path"] == "/live/":
            await live.application(scope, receive, send)
        elif scope["type"] == "http":
            await pages(scope, receive, send)
        else:
            await send({"type": "websocket.close"})

    return routed


class Server(uvicorn.Server):
    """Ends the open streams when told to stop: otherwise they would hold the process for ever."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        live.hub.stop()
        super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        tell_ready()


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    try:
        listening = socket.socket(fileno=args.socket) if args.socket else bind(args.host, args.port)
    except CannotListen as taken:
        raise Stop(str(taken)) from taken
    with database():
        announcer.start()
        config = uvicorn.Config(
            application(),
            lifespan="off",
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=True,
            timeout_graceful_shutdown=GRACE,
        )
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        Server(config).run(sockets=[listening])
    return 0
