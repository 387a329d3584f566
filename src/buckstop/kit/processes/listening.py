"""Listening on an address before the processes that serve it exist."""

import errno
import socket

BACKLOG = 1024  # connections that wait while a child starts again


class CannotListen(Exception):
    """An address that can't be listened on; `str()` is a sentence that says what to do."""


def bind(host: str, port: int, option: str = "--port") -> socket.socket:
    """Listen on an address, for handing the socket to children by its `fileno()`.

    Port 0 takes a free one. Raises CannotListen, whose sentence names `option`.
    """
    where = f"port {port} of {host or 'all addresses'}"
    if not 0 <= port <= 65535:
        raise CannotListen(f"Cannot listen on {where}: ports go from 0 to 65535.")
    try:
        found = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        family, kind, protocol, _, address = sorted(found, key=lambda one: one[0])[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise CannotListen(f"Cannot listen on {where}: {_reason(error)}.") from None
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise CannotListen(
            f"Cannot listen on {where}: {_reason(error)}; choose another with {option}."
        ) from None
    return listening


def given_or_bound(given: int | None, host: str, port: int, option: str) -> socket.socket:
    """The listening socket that was inherited as descriptor `given`, else one of our own."""
    return bind(host, port, option) if given is None else socket.socket(fileno=given)


def _reason(error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return "there is no address of that name"
    known = {
        errno.EADDRINUSE: "it is taken by another program",
        errno.EACCES: "only root may take ports below 1024",
        errno.EADDRNOTAVAIL: "this machine has no such address",
    }
    return known.get(error.errno or 0, str(error.strerror))
