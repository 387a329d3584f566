"""A real PostgreSQL for the tests: migrated once into a template, which every test process copies.

`DATABASE_URL` names a server to use, by a role that may make databases. Otherwise an embedded one
runs in a folder of its own under the temporary folder, shared by all runs in this checkout.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.postgres.creation import APPLICATION, OWNER
from buckstop.kit.postgres.described import described
from tests.source import ROOT

# Nothing here outlives a crash of the machine, so nothing needs to wait for its disk.
HASTE = ("fsync", "full_page_writes", "synchronous_commit")
MIGRATE = (
    "import buckstop.ready; from buckstop.kit.migrating import each_model_alone;"
    "from django.core.management import call_command as call\n"
    "with each_model_alone(): call('migrate', verbosity=0, skip_checks=True)"
)
APPLICATION_MAY = sql.SQL(
    "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {application};"
    "ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO {application}"
).format(application=sql.Identifier(APPLICATION))


def data_folder() -> Path:
    """The folder of the embedded server, by checkout and PostgreSQL; ours alone to write."""
    base = Path(tempfile.gettempdir()).resolve() / f"buckstop-tests-{os.getuid()}"
    base.mkdir(mode=0o711, exist_ok=True)
    if base.is_symlink() or base.stat().st_uid != os.getuid():
        raise RuntimeError(f"{base} belongs to somebody else; set TMPDIR to another folder")
    who = f"{ROOT} {os.environ.get('BUCKSTOP_POSTGRES_BIN', '')}"
    return base / hashlib.sha256(who.encode()).hexdigest()[:10]


def schema_version() -> str:
    """A digest of everything that the migrated template follows from."""
    files = [ROOT / "requirements" / "runtime.txt", ROOT / "src" / "buckstop" / "settings.py"]
    files += sorted((ROOT / "src").rglob("migrations/*.py"))
    said = b"".join(str(p).encode() + p.read_bytes() for p in files)
    return hashlib.sha256(said).hexdigest()[:12]


class Server:
    """Where the tests' databases are made: the embedded server, or the one that was given."""

    def __init__(self, given: str | None) -> None:
        self.given = given
        self.folder = data_folder()
        self.cluster = Cluster(self.folder)

    def url(self, name: str, role: str = APPLICATION) -> str:
        """Of database `name`; a server that was given has only the role that was given."""
        if self.given:
            return make_conninfo(self.given, dbname=name)
        return self.cluster.url(role, name)

    def attach(self) -> None:
        """Use the server until this process ends."""
        self.folder.mkdir(mode=0o711, exist_ok=True)
        if not self.given and self.cluster.attach() == "started":
            for name in HASTE:
                self.administer(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(name)))
            self.administer(sql.SQL("SELECT pg_reload_conf()"))

    def administer(self, *statements: sql.SQL | sql.Composed) -> list[tuple[object, ...]]:
        """Run statements as whoever may make databases; answers the rows of the last."""
        address = self.given or self.cluster.url("postgres", "postgres")
        with psycopg.connect(address, autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def names(self, like: str) -> list[str]:
        """The databases whose names begin with `like`."""
        found = self.administer(
            sql.SQL("SELECT datname FROM pg_database WHERE starts_with(datname, {})").format(like)
        )
        return [str(name) for (name,) in found]

    def create(self, name: str, template: str) -> None:
        """Make `name`, a copy of `template`, for the application's role to use."""
        if not self.given:
            self.cluster.create_database(name, template)
            return
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self.administer(copy.format(sql.Identifier(name), sql.Identifier(template)))

    def drop(self, name: str) -> None:
        """Remove `name`, and end whoever is connected to it."""
        self.administer(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )

    @contextmanager
    def held(self, name: str, how: int = fcntl.LOCK_EX) -> Iterator[bool]:
        """Hold the file lock `name`, which ends with the process; False where others hold it."""
        with (self.folder / f"{name}.lock").open("w") as file:
            try:
                fcntl.flock(file, how)
            except BlockingIOError:
                yield False
                return
            yield True

    @contextmanager
    def template(self) -> Iterator[str]:
        """The name of the migrated template, made by the first who needs it, kept meanwhile."""
        name = f"buckstop_template_{schema_version()}"
        with self.held(name, fcntl.LOCK_SH):
            self._make_template(name)
            yield name

    def _make_template(self, name: str) -> None:
        with self.held("making"):
            if name not in self.names("buckstop_template_"):
                self.sweep()
                half = f"{name}_half"
                self.drop(half)
                self.create(half, "template0")
                self._let_application_in(half)
                self._migrate(half)
                rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                self.administer(rename.format(sql.Identifier(half), sql.Identifier(name)))

    def sweep(self) -> None:
        """Drop what former runs left: older templates, and databases whose process is gone."""
        for name in [*self.names("buckstop_template_"), *self.names("buckstop_test_")]:
            with self.held(name, fcntl.LOCK_EX | fcntl.LOCK_NB) as abandoned:
                if abandoned:
                    self.drop(name)
                    (self.folder / f"{name}.lock").unlink(missing_ok=True)

    def _let_application_in(self, name: str) -> None:
        """What the owner makes from now on, the application may use: guards say how."""
        if self.given:  # there both are the role that was given
            return
        with psycopg.connect(self.url(name, OWNER), autocommit=True) as connection:
            connection.execute(APPLICATION_MAY)

    def _migrate(self, name: str) -> None:
        environment = os.environ | {"DATABASE_URL": self.url(name, OWNER)}
        ran = subprocess.run(
            [sys.executable, "-c", MIGRATE],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if ran.returncode:
            raise RuntimeError(f"the test database could not be migrated:\n{ran.stderr[-2000:]}")


class TestDatabase:
    """This process's copy of the template."""

    __test__ = False  # pytest takes it for tests otherwise

    def __init__(self, server: Server, name: str, template: str) -> None:
        self.server, self.name, self.template = server, name, template
        self.with_cast = f"{name}_cast"
        self.has_cast = False

    @property
    def url(self) -> str:
        """Where programs that a test starts connect, as the application."""
        return self.server.url(self.name)

    @property
    def owner_url(self) -> str:
        """The same for the role that owns the tables."""
        return self.server.url(self.name, OWNER)

    def restore(self) -> None:
        """Make it afresh: after a test that commits, since guarded tables refuse TRUNCATE."""
        connections.close_all()
        self.server.drop(self.name)
        self.server.create(self.name, self.template)

    def turn_to(self, name: str) -> None:
        """Let Django's connection lead to that one of the two from now on."""
        place = connections["default"].settings_dict
        if place["NAME"] != name:
            connections.close_all()
            place["NAME"] = name

    def keep_cast(self, make: Callable[[], object]) -> None:
        """A second copy in which the people of most tests are already: it takes a tenth of a
        second to make them, and most tests roll back what they do."""
        self.server.drop(self.with_cast)
        self.server.create(self.with_cast, self.template)
        self.turn_to(self.with_cast)
        make()
        self.has_cast = True

    def drop(self) -> None:
        """Remove both."""
        connections.close_all()
        self.server.drop(self.name)
        self.server.drop(self.with_cast)


@contextmanager
def copied() -> Iterator[TestDatabase]:
    """A database for this process, to which Django's default connection leads meanwhile."""
    server = Server(os.environ.get("DATABASE_URL"))
    server.attach()
    name = f"buckstop_test_{os.getpid()}"
    with server.template() as template, server.held(name):
        mine = TestDatabase(server, name, template)
        mine.restore()
        place = connections["default"].settings_dict
        before = dict(place)
        place.update(described(mine.url))
        try:
            yield mine
        finally:
            connections.close_all()
            place.update(before)
            mine.drop()
            (server.folder / f"{name}.lock").unlink(missing_ok=True)
