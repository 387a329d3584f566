"""A command's connection to the data: the embedded database, started where it must be."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection, connections
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from buckstop.doors.terminal import beside
from buckstop.doors.terminal.founding import check_founded
from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.postgres.unavailable import (
    SMALLEST_FREE,
    DatabaseUnavailable,
    disk_full,
    free_bytes,
)
from buckstop.kit.stop import Stop

OLDEST = 150000
READ_ONLY = "The database can only be read: name in DATABASE_URL the one that takes writes."
RESTORING = "buckstop_restoring"
"""A table that is there while a backup is read in: until it is gone nobody else may come in."""


class Away(Stop):
    """The database answered, and then no more."""


@contextmanager
def database(*, migrated: bool = True, whole: bool = True, founded: bool = False) -> Iterator[None]:
    """Use the database for the length of a command. Raises Stop with a sentence.

    `migrated` refuses one of an older version, `whole` one that a restore has left half read in,
    `founded` one that we may not write to, or where nobody is at the desk yet.
    """
    if os.environ.get("DATABASE_URL"):
        with connected(migrated=migrated, whole=whole, founded=founded):
            yield
        return
    cluster = Cluster(settings.DATA)
    try:
        cluster.attach()
    except DatabaseUnavailable as away:
        raise Stop(str(away)) from away
    try:
        with connected(migrated=migrated, whole=whole, founded=founded):
            yield
    finally:
        cluster.release()


@contextmanager
def connected(
    *, migrated: bool = True, whole: bool = True, founded: bool = False
) -> Iterator[None]:
    """The same where the embedded database is attached already."""
    try:
        check_reachable()
        if whole:
            _check_whole()
        if migrated and pending():
            raise Stop("The database is of an older Buckstop. Run `buckstop migrate` first.")
        if founded:
            check_writable()
            check_founded()
        yield
    except (Error, psycopg.Error) as failure:
        no = _refusal(failure)
        if no is None:
            raise
        raise no from failure
    finally:
        connections.close_all()


def _refusal(failure: BaseException) -> Stop | None:
    """What a database says no with that isn't our fault, as a sentence; None for a fault of ours.

    Django says in its own words what PostgreSQL said: the cause behind it has the code.
    """
    cause: BaseException | None = failure
    while cause is not None and not isinstance(cause, psycopg.Error):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, psycopg.errors.InsufficientPrivilege):
        return Stop(
            f"The database doesn't let us do that: {short(cause)}. Give the role of DATABASE_URL "
            "the rights to it; its owner has them."
        )
    if isinstance(cause, psycopg.errors.ReadOnlySqlTransaction):
        return Stop(READ_ONLY)
    if isinstance(cause, psycopg.OperationalError):
        return Away(f"The database went away: {short(cause)}")
    return None


def check_writable() -> None:
    """Refuse a database that takes no writes: a copy for reading, or one without room."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('transaction_read_only') = 'on'")
        if (cursor.fetchone() or [False])[0]:
            raise Stop(READ_ONLY)
    if not os.environ.get("DATABASE_URL") and free_bytes(settings.DATA) < SMALLEST_FREE:
        raise Stop(str(disk_full(settings.DATA)))


def is_empty() -> bool:
    """Whether no Buckstop has ever made its tables here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NULL")
        return bool((cursor.fetchone() or [False])[0])


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
        raise Away(f"The database can't be reached: {short(away)}") from away
    version = server_version()
    if version < OLDEST:
        raise Stop(f"PostgreSQL {version // 10000} is too old: Buckstop needs 15 or newer.")
    encoding = _encoding()
    if encoding != "UTF8":
        raise Stop(
            f"The database keeps its texts as {encoding}, and Buckstop needs UTF8: make one with "
            "`createdb --encoding=UTF8 --template=template0 NAME`."
        )


def _encoding() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_encoding')")
        return str((cursor.fetchone() or [""])[0])


def server_version() -> int:
    """Such as 180006 for 18.6."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        [number] = cursor.fetchone() or [0]
    return int(number)


def pending() -> int:
    """How many migrations are still to be run. Raises Stop where a newer Buckstop was here, and
    did what this one doesn't go on with."""
    return len(planned(MigrationExecutor(connection)))


def planned(executor: MigrationExecutor) -> list[Migration]:
    """The migrations that are still to be run, in their order."""
    known = executor.loader.graph.nodes
    apps = {app for app, _ in known}
    newer = {
        f"{app}.{name}"
        for app, name in executor.loader.applied_migrations
        if app in apps and (app, name) not in known
    }
    if newer and not newer <= beside.gone_on_with():
        raise Stop("The database is of a newer Buckstop than this one: install that version.")
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [migration for migration, _ in plan]


def short(error: BaseException) -> str:
    """The first line of what the database said, which is the one that says something."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
