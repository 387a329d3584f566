"""A server that runs for the length of an upgrade, seen by nobody else."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from buckstop.kit.postgres.account import Account, private_folder
from buckstop.kit.postgres.binaries import Binaries, clean_environment
from buckstop.kit.postgres.unavailable import DatabaseUnavailable, explain

PATIENCE = 180.0  # seconds for a start, recovery included
LOOK_AGAIN = 0.05  # seconds
LAUNCH = """
import ctypes, os, signal, sys
uid, gid, *command = sys.argv[1:]
if int(uid) >= 0:
    os.setgroups([])
    os.setgid(int(gid))
    os.setuid(int(uid))
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, int(signal.SIGQUIT))  # PR_SET_PDEATHSIG, which setuid forgets
os.execv(command[0], command)
"""
TABLES = """
SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables
WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1
"""
DATABASES = """
SELECT datname, pg_get_userbyid(datdba) FROM pg_database
WHERE datallowconn AND NOT datistemplate AND datname <> 'postgres' ORDER BY 1
"""


@dataclass(frozen=True)
class Running:
    """A server that answers in a folder of its own."""

    binaries: Binaries
    sockets: Path

    def connect(self, database: str = "postgres") -> "psycopg.Connection[tuple[Any, ...]]":
        """As its superuser."""
        return psycopg.connect(
            host=str(self.sockets), user="postgres", dbname=database, autocommit=True
        )

    def databases(self) -> dict[str, str]:
        """Those that hold something, and who owns each."""
        with self.connect() as connection:
            return dict(connection.execute(DATABASES).fetchall())

    def counts(self) -> dict[str, int]:
        """How many rows each table of each database has."""
        found = {}
        for database in self.databases():
            with self.connect(database) as connection:
                for (table,) in connection.execute(TABLES).fetchall():
                    name = sql.SQL(table)
                    [count] = connection.execute(
                        sql.SQL("SELECT count(*) FROM {}").format(name)
                    ).fetchone() or [0]
                    found[f"{database}: {table}"] = count
        return found

    def start(self, program: str, *options: str, **pipes: Any) -> "subprocess.Popen[bytes]":
        """Run one of PostgreSQL's programs against it, as ourselves, whom it lets in."""
        where = ["-h", str(self.sockets), "-U", "postgres"]
        return subprocess.Popen(
            [self.binaries.program(program), *where, *options], cwd="/", env=clean_environment(),
            **pipes,
        )  # fmt: skip


def dying_with_us(command: list[str], account: Account | None) -> list[str]:
    """The same command as that account, ended when we are killed: no server that we left behind
    may hold the data (Linux)."""
    who = ("-1", "-1") if account is None else (str(account.uid), str(account.gid))
    return [sys.executable, "-I", "-S", "-c", LAUNCH, *who, *command]


@contextmanager
def running(
    binaries: Binaries, data: Path, account: Account | None, lock: int
) -> Iterator[Running]:
    """Run the server of `data` until the block ends, then stop it in good order."""
    sockets = data.with_name(f"{data.name}.run")
    private_folder(sockets, account)
    log = data.with_name("upgrade.log")
    (data / "postmaster.pid").unlink(missing_ok=True)  # who holds the lock knows that it is dead
    before = log.stat().st_size if log.exists() else 0
    command = [
        binaries.program("postgres"), "-D", str(data), "-c", "listen_addresses=",
        "-c", f'unix_socket_directories="{sockets}"', "-c", "lc_messages=C",
    ]  # fmt: skip
    with log.open("ab") as said:
        process = subprocess.Popen(
            dying_with_us(command, account), stdin=subprocess.DEVNULL, stdout=said, stderr=said,
            cwd="/", env=clean_environment(), pass_fds=(lock,),
        )  # fmt: skip
    server = Running(binaries, sockets)
    try:
        _wait_for(server, process, log, before)
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()
        for left in sockets.iterdir():
            left.unlink()
        sockets.rmdir()


def _wait_for(server: Running, process: "subprocess.Popen[bytes]", log: Path, before: int) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            server.connect().close()
        except psycopg.OperationalError as not_yet:
            if process.poll() is not None or time.monotonic() > until:
                with log.open("rb") as said:
                    words = os.pread(said.fileno(), 65536, before).decode(errors="replace")
                raise explain(words, log.parent, log) from not_yet
            time.sleep(LOOK_AGAIN)
        else:
            return


def ended_well(*processes: "subprocess.Popen[bytes]") -> None:
    """Wait for them; raises DatabaseUnavailable with what those that failed said: one that writes
    to another complains too when that one fails."""
    words = [(process, _complaint(process)) for process in processes]
    failed = [said for process, said in words if process.returncode]
    if failed:
        told = "; ".join(said for said in failed if said) or "they said nothing"
        raise DatabaseUnavailable(
            f"PostgreSQL's programs failed: {told}. Nothing was changed: mend that, and run "
            "`buckstop upgrade` again."
        )


def _complaint(process: "subprocess.Popen[bytes]") -> str:
    said, complaint = process.communicate()
    lines = (complaint or said or b"").decode(errors="replace").split("\n")
    return " ".join(line.strip() for line in lines if line.strip())[-300:]
