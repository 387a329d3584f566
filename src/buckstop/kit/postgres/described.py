"""A database's address in the words of Django's settings."""

from typing import Any

import psycopg
from django.db import connections
from psycopg.conninfo import conninfo_to_dict

from buckstop.kit.stop import Stop

DJANGOS = ("cursor_factory", "context", "prepare_threshold")


def for_libpq(connection: Any) -> dict[str, Any]:
    """Where Django's `connection` leads, for libpq alone."""
    given = connection.get_connection_params()
    return {name: value for name, value in given.items() if name not in DJANGOS}


def be_called(part: str) -> None:
    """Connections that this process opens from now on tell PostgreSQL of which part they are,
    unless DATABASE_URL gives them another name."""
    options: dict[str, Any] = connections.settings["default"].setdefault("OPTIONS", {})
    options.setdefault("application_name", f"buckstop {part}")


def described(url: str) -> dict[str, Any]:
    """Django's description of the database at `url`, a libpq address.

    Raises Stop where it can't be read, without repeating it: it may hold a password.
    """
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError:
        raise Stop(
            "DATABASE_URL can't be read: it must look like postgresql://user:password@host/name."
        ) from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "buckstop"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": parts,
    }
