"""One PostgreSQL server and its data folder: attach to it, starting it where it isn't running."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import psycopg
from psycopg import sql

from buckstop.kit.postgres import creation, leftovers, starting
from buckstop.kit.postgres.locks import open_owned, take_alone, take_shared
from buckstop.kit.postgres.places import PORT, Place
from buckstop.kit.postgres.unavailable import DatabaseUnavailable, unusable

GRACE = 5.0  # seconds without a user before the server stops: short commands come in rows
PATIENCE = 180.0  # seconds for a start, crash recovery included
LOOK_AGAIN = 0.02  # seconds
ABANDONED = 5.0  # seconds that a server without its keeper may take to end by itself
DATA_DIRECTORY = "SELECT textsend(current_setting('data_directory'))"

How = Literal["attached", "started"]


class Cluster:
    """The server of one data folder; making the object touches nothing.

    `grace` is how many seconds the server runs on without a user (what counts is the grace of the
    process that starts it), `patience` how many seconds a start or a stop may take.
    """

    def __init__(self, folder: Path, grace: float = GRACE, patience: float = PATIENCE) -> None:
        self.place = Place(folder.expanduser().resolve())
        self.folder = self.place.folder
        self.grace = grace
        self.patience = patience
        self._users: int | None = None

    def url(self, role: str = creation.APPLICATION, database: str = creation.DATABASE) -> str:
        """Where to connect, for psycopg and Django; the same in every process."""
        host = quote(str(self.place.sockets), safe="")
        return f"postgresql://{quote(role)}@/{quote(database, safe='')}?host={host}&port={PORT}"

    def attach(self) -> How:
        """Use the server, starting it where it isn't running, until `release` or our end.

        To be called again, by whoever runs for long, when `is_up` says that it died. Raises
        DatabaseUnavailable.
        """
        until = time.monotonic() + self.patience
        try:
            with ExitStack() as undo:
                if self._users is None:
                    self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                    undo.callback(self.release)
                    self._hold_users_lock(until)
                how = self._attach_or_start(until)
                undo.pop_all()
                return how
        except OSError as error:
            raise unusable(self.folder, error) from error

    def release(self, *, at_once: bool = False) -> None:
        """Stop using the server; the last user's going stops it, after the grace.

        With `at_once` without any, and this waits until it has stopped, unless others use it.
        """
        if self._users is None:
            return
        lock, self._users = self._users, None
        if at_once:
            os.pwrite(lock, b"now", 0)
        os.close(lock)
        until = time.monotonic() + self.patience
        while at_once and self.is_up() and not self._used() and time.monotonic() < until:
            time.sleep(LOOK_AGAIN)

    @contextmanager
    def in_use(self) -> Iterator["Cluster"]:
        """`attach` for as long as the block lasts."""
        self.attach()
        try:
            yield self
        finally:
            self.release()

    def is_up(self) -> bool:
        """Whether a server or its keeper is alive, without connecting: for a look every second.

        (Where the socket was removed its keeper ends it, so that it is started again.)
        """
        try:
            lock = os.open(self.place.server_lock, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            return not take_shared(lock)
        finally:
            os.close(lock)

    def answers(self) -> bool:
        """Whether a server answers at our socket, and it is the one of this data."""
        try:
            with self._superuser(timeout=5) as connection:
                # As bytes: a path may be in any encoding, or in none.
                row = connection.execute(DATA_DIRECTORY).fetchone()
        except psycopg.OperationalError:
            return False
        return row is not None and row[0] == os.fsencode(self.place.data)

    def create_database(self, name: str, template: str | None = None) -> None:
        """Make a database of the owner's, empty or a copy of `template`, which nobody may use."""
        database, owner, application = map(
            sql.Identifier, (name, creation.OWNER, creation.APPLICATION)
        )
        source = sql.Identifier(template or "template1")
        with self._superuser() as connection:
            for statement in (
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(database, owner, source),
                sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database),
                sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, application),
            ):
                connection.execute(statement)

    def drop_database(self, name: str) -> None:
        """Remove a database, if it is there, and end whoever is connected to it."""
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        with self._superuser() as connection:
            connection.execute(statement.format(sql.Identifier(name)))

    def _superuser(self, timeout: int = 60) -> "psycopg.Connection[tuple[object, ...]]":
        address = self.url("postgres", "postgres")
        return psycopg.connect(address, autocommit=True, connect_timeout=timeout)

    def _used(self) -> bool:
        lock = open_owned(self.place.users_lock)
        try:
            # Who has it alone is the keeper, stopping the server.
            return take_shared(lock) and not take_alone(lock)
        finally:
            os.close(lock)

    def _hold_users_lock(self, until: float) -> None:
        self._users = open_owned(self.place.users_lock)
        while not take_shared(self._users):
            if time.monotonic() > until:
                raise DatabaseUnavailable(
                    f"PostgreSQL in {self.folder} has been stopping for {self.patience:.0f} s: "
                    f"wait for it, or look into {self.place.log}."
                )
            time.sleep(LOOK_AGAIN)
        os.ftruncate(self._users, 0)  # an earlier user's "now" doesn't bind us

    def _attach_or_start(self, until: float) -> How:
        lock = open_owned(self.place.server_lock)
        abandoned_at = time.monotonic() + ABANDONED
        try:
            while not self.answers():
                if take_alone(lock):
                    starting.start(self.place, lock, self.grace, until, self.answers)
                    return "started"
                if time.monotonic() > until:
                    raise DatabaseUnavailable(
                        f"PostgreSQL in {self.folder} is held by another process but has not "
                        f"answered for {self.patience:.0f} s: look into {self.place.log}."
                    )
                if time.monotonic() > abandoned_at:
                    leftovers.end_abandoned(self.place.data)
                time.sleep(LOOK_AGAIN)
            return "attached"
        finally:
            os.close(lock)
