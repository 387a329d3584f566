"""A command's connection to the data: the embedded database, started where it must be."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection, connections
from django.db.migrations.executor import MigrationExecutor

from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.postgres.unavailable import DatabaseUnavailable
from buckstop.kit.stop import Stop

OLDEST = 150000
RESTORING = "buckstop_restoring"
"""A table that is there while a backup is read in: until it is gone nobody else may come in."""


@contextmanager
def database(*, migrated: bool = True, whole: bool = True) -> Iterator[None]:
    """Use the database for the length of a command. Raises Stop with a sentence.

    `migrated` refuses one of an older version, `whole` one that a restore has left half read in.
    """
    if os.environ.get("DATABASE_URL"):
        with connected(migrated=migrated, whole=whole):
            yield
        return
    cluster = Cluster(settings.DATA)
    try:
        cluster.attach()
    except DatabaseUnavailable as away:
        raise Stop(str(away)) from away
    try:
        with connected(migrated=migrated, whole=whole):
            yield
    finally:
        cluster.release()


@contextmanager
def connected(*, migrated: bool = True, whole: bool = True) -> Iterator[None]:
    """The same where the embedded database is attached already."""
    try:
        check_reachable()
        if whole:
            _check_whole()
        if migrated and pending():
            raise Stop("The database is of an older Buckstop. Run `buckstop migrate` first.")
        yield
    except (Error, psycopg.OperationalError) as failure:
        if isinstance(failure.__cause__ or failure, psycopg.OperationalError):
            raise Stop(f"The database went away: {short(failure)}") from failure
        raise
    finally:
        connections.close_all()


def _check_whole() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NULL", [RESTORING])
        [whole] = cursor.fetchone() or [True]
    if not whole:
        raise Stop("A restore into this database was interrupted. Run `buckstop restore` again.")


def check_reachable() -> None:
    """Refuse a database that doesn't answer or is too old."""
    try:
        connection.ensure_connection()
    except (Error, ImproperlyConfigured) as away:
        raise Stop(f"The database can't be reached: {short(away)}") from away
    version = server_version()
    if version < OLDEST:
        raise Stop(f"PostgreSQL {version // 10000} is too old: Buckstop needs 15 or newer.")


def server_version() -> int:
    """Such as 180006 for 18.6."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        [number] = cursor.fetchone() or [0]
    return int(number)


def pending() -> int:
    """How many migrations are still to be run. Raises Stop where a newer Buckstop was here."""
    executor = MigrationExecutor(connection)
    known = executor.loader.graph.nodes
    apps = {app for app, _ in known}
    if any(
        app in apps and (app, name) not in known for app, name in executor.loader.applied_migrations
    ):
        raise Stop("The database is of a newer Buckstop than this one: install that version.")
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def short(error: BaseException) -> str:
    """The first line of what the database said, which is the one that says something."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
