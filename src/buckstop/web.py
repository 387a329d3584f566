"""The pages, the API and the live streams: one port, one process, any number of them."""

import argparse
import gc
import logging
import signal
import socket
from http import HTTPStatus
from ipaddress import ip_address, ip_network
from types import FrameType
from typing import Any

import uvicorn
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.template.loader import render_to_string

from buckstop.doors.api.errors import problem
from buckstop.doors.api.signals_in import SignalsIn, is_signal
from buckstop.doors.desk import hub, live
from buckstop.doors.shared.metering import THREAD_WAIT, metered
from buckstop.kit.http import Bodies, Bridge, Door, connections, numbered, room_for_connections
from buckstop.kit.processes import CannotListen, given_or_bound, tell_ready
from buckstop.kit.stop import Stop
from buckstop.meters.flushing import counted_as
from buckstop.meters.meter import watch
from buckstop.notices.live import announcer
from buckstop.people.settings import NAME

log = logging.getLogger(__name__)

UNNAMED = (
    "X-Forwarded-For comes from an address that BUCKSTOP_PROXIES doesn't name, and isn't believed: "
    "if that is your proxy, name it, or all customers share the limits of one"
)
THREADS = 8
GRACE = 5  # seconds for answers under way when the process is told to stop
ROOM_FOR_FORMS = 1024 * 1024  # bytes of a form beside what is attached to it
SAID = {
    HTTPStatus.REQUEST_TIMEOUT: "It came too slowly, so we gave up. Try again.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "That is more than we take at a time.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Too much is being sent just now. Try again in half a minute.",
}


def application() -> Any:
    """The ASGI application: /live/ streams, signals are kept in groups, everything else goes to
    Django's pages in threads."""
    pages = Bridge(
        get_wsgi_application(),
        threads=THREADS,
        # Twice, so that who attached a little too much reads so beside what they wrote.
        bodies=Bodies(largest=2 * settings.MESSAGE_LIMIT + ROOM_FOR_FORMS),
        scheme="https" if settings.SECURE_HTTPS else "http",
        refusal=refusal,
        waited=THREAD_WAIT.observe,
    )
    watch("page threads", lambda: (pages.busy, THREADS))
    watch("streams", lambda: (live.hub.count, live.hub.most))
    signals = SignalsIn()
    told: set[str] = set()

    async def routed(scope: Any, receive: Any, send: Any) -> None:
        if not told and speaks_unasked_for_another(scope):
            told.add(UNNAMED)
            log.warning(UNNAMED)
        if scope["path"] == "/live/":
            await live.application(scope, receive, send)
        elif is_signal(scope):
            await signals(scope, receive, send)
        else:
            await pages(scope, receive, send)

    return numbered(metered(routed))


def refusal(path: str, status: HTTPStatus) -> tuple[str, bytes]:
    """The type and the words of an answer to what wasn't taken, and so reached no view."""
    if path.startswith("/api/"):
        answer = problem(status, SAID[status])
        return answer["Content-Type"], answer.content
    said = render_to_string(f"{status.value}.html", {"house": NAME.value})
    return "text/html; charset=utf-8", said.encode()


def speaks_unasked_for_another(scope: Any) -> bool:
    """Whether somebody who isn't one of our proxies says for whom they ask.

    Of those whom uvicorn believes it puts the client in their place, with port 0.
    """
    _, port = scope.get("client") or ("", 0)
    return bool(port) and any(name == b"x-forwarded-for" for name, _ in scope["headers"])


def is_proxy(address: str) -> bool:
    """Whether who connects from there may say for whom: their connections are everybody's."""
    try:
        return any(ip_address(address) in ip_network(one) for one in settings.PROXIES)
    except ValueError:  # a socket of this machine
        return True


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
    # uvicorn raises what it was stopped by once more when it has stopped: that ends in order, too.
    signal.signal(signal.SIGTERM, lambda *_: None)
    with counted_as("pages"):
        Server(configuration()).run(sockets=[listening])
    return 0


def configuration() -> uvicorn.Config:
    """uvicorn's settings, with a door of ours before its connections."""
    most = room_for_connections()
    live.hub.most = min(hub.MOST_STREAMS, most // 2)
    door = Door(most=most, speaks_for_many=is_proxy)
    watch("connections", lambda: (len(door.inside), door.most))
    return uvicorn.Config(
        application(),
        http=connections(door),
        ws="none",
        lifespan="off",
        log_config=None,  # ours are of the whole process
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.PROXIES,
        timeout_graceful_shutdown=GRACE,
    )
