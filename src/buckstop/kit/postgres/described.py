"""A database's address in the words of Django's settings."""

from typing import Any

import psycopg
from django.db import connections
from psycopg.conninfo import conninfo_to_dict

from buckstop.kit.postgres.hosts import careful
from buckstop.kit.stop import Stop

DJANGOS = ("cursor_factory", "context", "prepare_threshold")


def for_libpq(connection: Any) -> dict[str, Any]:
    """Where Django's `connection` leads, for libpq alone."""
    given = connection.get_connection_params()
    return {name: value for name, value in given.items() if name not in DJANGOS}


def be_called(part: str) -> None:
    """Connections that this process opens from now on tell PostgreSQL of which part they are,
    unless DATABASE_URL gives them another name."""
    for place in connections.settings.values():
        options: dict[str, Any] = place.setdefault("OPTIONS", {})
        options.setdefault("application_name", f"buckstop {part}")


def described(
    url: str, name: str = "DATABASE_URL", *, wanted: str = "read-write"
) -> dict[str, Any]:
    """Django's description of the database at `url`, a libpq address.

    Where it names several servers, that one is meant which takes writes, or which is `wanted` (in
    the words of libpq's `target_session_attrs`). Raises Stop where it can't be read, with the
    `name` of the setting and without repeating it: it may hold a password.
    """
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError:
        raise Stop(
            f"{name} can't be read: it must look like postgresql://user:password@host/name, or "
            "with several servers postgresql://user:password@one:5432,two:5432/name."
        ) from None
    host = parts.pop("host", "")
    port = str(parts.pop("port", ""))
    if port.count(",") not in (0, host.count(",")):
        raise Stop(f"{name} names {host.count(',') + 1} servers and another number of ports.")
    return {
        "ENGINE": "buckstop.kit.postgres.backend",
        "NAME": parts.pop("dbname", "buckstop"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": careful(host, wanted=wanted) | parts,
    }
