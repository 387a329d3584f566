"""The pages, the API and the live streams: one port, one process, any number of them."""

import argparse
import gc
import socket
from types import FrameType
from typing import Any

import uvicorn
from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

from buckstop.doors.desk import live
from buckstop.kit.processes import CannotListen, given_or_bound, tell_ready
from buckstop.kit.stop import Stop
from buckstop.notices.live import announcer

THREADS = 8
GRACE = 5  # seconds for answers under way when the process is told to stop


def application() -> Any:
    """The ASGI application: /live/ streams, everything else goes to Django's pages in threads."""
    django: Any = get_wsgi_application()
    pages = WSGIMiddleware(django, workers=THREADS)

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
        listening = given_or_bound(args.socket, args.host, args.port, "--port")
    except CannotListen as taken:
        raise Stop(str(taken)) from taken
    return serve(listening)


def serve(listening: socket.socket) -> int:
    """The same for a part of `serve`, on a socket that is open already."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)  # a page makes many objects and hardly a cycle
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
    Server(config).run(sockets=[listening])
    return 0
