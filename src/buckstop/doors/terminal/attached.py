"""A command's connection to the data: the embedded database, started where it must be."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.postgres.unavailable import DatabaseUnavailable
from buckstop.kit.stop import Stop

OLDEST = 150000


@contextmanager
def database(*, migrated: bool = True) -> Iterator[None]:
    """Use the database for the length of a command. Raises Stop with a sentence."""
    if os.environ.get("DATABASE_URL"):
        _check(migrated)
        yield
        return
    try:
        with Cluster(settings.DATA).in_use():
            _check(migrated)
            yield
    except DatabaseUnavailable as away:
        raise Stop(str(away)) from away


def _check(migrated: bool) -> None:
    try:
        connection.ensure_connection()
    except (OperationalError, ImproperlyConfigured) as away:
        raise Stop(f"The database can't be reached: {_short(away)}") from away
    version = connection.pg_version
    if version < OLDEST:
        raise Stop(f"PostgreSQL {version // 10000} is too old: Buckstop needs 15 or newer.")
    if migrated and pending():
        raise Stop("The database is of an older Buckstop. Run `buckstop migrate` first.")


def pending() -> int:
    """How many migrations are still to be run."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _short(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
