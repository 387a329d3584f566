"""Several servers of one database, of which one takes writes: in which order they are tried."""

from typing import Any

import psycopg

NETWORK = {  # seconds, and for the last milliseconds
    "connect_timeout": "5",
    "keepalives_idle": "5",
    "keepalives_interval": "3",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
}
"""Of a machine that is gone nobody hears: without these a connection to it waits for hours."""

USUAL = "5432"

type Server = tuple[str, str]
"""A name or an address, and a port."""

_last: dict[frozenset[Server], Server] = {}
"""Of each database's servers the one that was connected to last."""


def are_several(host: str) -> bool:
    """Whether it names more than one server."""
    return "," in host


def careful(host: str, *, wanted: str = "read-write") -> dict[str, str]:
    """What libpq is told besides, where somebody else's machine is named; of several servers the
    one that is `wanted`."""
    if not host or host.startswith("/"):
        return {}
    which = {"target_session_attrs": wanted} if are_several(host) else {}
    return NETWORK | which


def in_turn(parameters: dict[str, Any]) -> dict[str, Any]:
    """The same, beginning with the server that was connected to last.

    While one is dark, nobody waits for it again and again.
    """
    servers = _servers(parameters)
    last = _last.get(frozenset(servers))
    if last is None:
        return parameters
    servers.sort(key=lambda server: server != last)
    names, ports = zip(*servers, strict=True)
    return parameters | {"host": ",".join(names), "port": ",".join(ports)}


def found(parameters: dict[str, Any], connection: "psycopg.Connection[Any]") -> None:
    """Remember to which of several servers a connection was made."""
    servers = _servers(parameters)
    here = (connection.info.host, str(connection.info.port))
    if len(servers) > 1 and here in servers:
        _last[frozenset(servers)] = here


def _servers(parameters: dict[str, Any]) -> list[Server]:
    """In the order in which they are tried."""
    names = str(parameters.get("host", "")).split(",")
    ports = [port or USUAL for port in str(parameters.get("port", "")).split(",")]
    return list(zip(names, ports * len(names) if len(ports) == 1 else ports, strict=True))
