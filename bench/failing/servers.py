"""Three servers of PostgreSQL, of which one is the primary; what is acknowledged is on two."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench.failing.patience import wait_for
from bench.house import free_port
from buckstop.kit.postgres import creation
from buckstop.kit.postgres.account import (
    account_for,
    hand_over,
    maker_for,
    open_way,
    private_folder,
    run_as,
)
from buckstop.kit.postgres.binaries import clean_environment, find_for

NAMES = ("one", "two", "three")
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "wal_log_hints": "on",
    "wal_keep_size": "512MB",
    "hot_standby": "on",
    "synchronous_standby_names": "ANY 1 (*)",
    "synchronous_commit": "on",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "jit": "off",
    "wal_receiver_timeout": "20s",
    "wal_retrieve_retry_interval": "200ms",
}
ALONE = {"synchronous_standby_names": "", "fsync": "off", "max_connections": "100"}
"""Of copies: no fewer connections than in the house that they are of."""
LET_IN = "host all all 127.0.0.1/32 trust\nhost replication all 127.0.0.1/32 trust\n"


class Killed(Exception):
    """A program of PostgreSQL failed."""


@dataclass
class Server:
    """One of them: its data, its port, and its process while it runs."""

    name: str
    data: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    def ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """As its superuser."""
        address = f"postgresql://postgres@127.0.0.1:{self.port}/postgres?connect_timeout=5"
        with psycopg.connect(address, autocommit=True) as connection:
            found = connection.execute(sql, values)
            return found.fetchall() if found.description else []


class Servers:
    """They begin with one that is the primary, and two that follow it."""

    def __init__(self, folder: Path, names: Sequence[str] = NAMES) -> None:
        self.folder = folder
        self.account = maker_for(account_for(folder))  # pg_rewind asks for a name
        open_way(folder, self.account)
        self.programs = find_for(self.account, folder)
        self.all = [Server(name, folder / name, free_port()) for name in names]
        self.primary = self.all[0]
        self.rebuilt = {"rewound": 0, "copied": 0}

    def url(self, role: str = "buckstop_owner", more: str = "") -> str:
        """All of them, of whom the one is meant that takes writes."""
        hosts = ",".join(f"127.0.0.1:{server.port}" for server in self.all)
        return f"postgresql://{role}@{hosts}/buckstop{more}"

    def make(self) -> None:
        """Make the first one's data, and copy it to the others."""
        first = self.all[0]
        with (self.folder / "lock").open("w") as lock:
            creation.create(first.data, self.programs, self.account, lock.fileno())
        self._write(first.data / "pg_hba.conf", LET_IN)
        names = (f"{name} = '{value}'\n" for name, value in SETTINGS.items())
        self._write(first.data / "postgresql.auto.conf", "".join(names) + self._follows())
        self.start(first)
        for other in self.all[1:]:
            self._copy(other)
            self.start(other)
        self.wait_until_followed(2)

    def follow_copies_of(self, made: Path) -> None:
        """Begin with copies of data that were made elsewhere; nothing waits for a standby."""
        for server in self.all:
            subprocess.run(["cp", "-a", str(made), str(server.data)], check=True)
            hand_over(server.data, self.account)
            self._write(server.data / "pg_hba.conf", LET_IN)
            said = SETTINGS | ALONE
            names = (f"{name} = '{value}'\n" for name, value in said.items())
            self._write(server.data / "postgresql.auto.conf", "".join(names) + self._follows())
        for other in self.all[1:]:
            self._write(other.data / "standby.signal", "")
        for server in self.all:
            self.start(server)
        self.wait_until_followed(len(self.all) - 1)

    def start(self, server: Server) -> None:
        """Start it, as what its data say that it is."""
        options = ("-c", f"port={server.port}", "-c", f"cluster_name={server.name}")
        log = (self.folder / f"{server.name}.log").open("ab")
        with log:
            server.process = subprocess.Popen(
                [self.programs.program("postgres"), "-D", str(server.data), *options],
                stdout=log, stderr=log, cwd="/", env=clean_environment(),
                start_new_session=True, **run_as(self.account),
            )  # fmt: skip
        wait_for(lambda: is_true(lambda: server.ask("SELECT 1") == [(1,)]), "it did not start")

    def kill(self, server: Server) -> None:
        """kill -9, the server and all processes of it, as when its machine loses power."""
        assert server.process is not None
        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()
        server.process = None

    def promote_the_furthest(self) -> Server:
        """Of those that run the one that has received the most becomes the primary."""
        rest = [one for one in self.all if one is not self.primary and one.process is not None]
        reached = "SELECT pg_last_wal_receive_lsn() - '0/0'"
        self.primary = max(rest, key=lambda one: one.ask(reached)[0][0])
        self.primary.ask("SELECT pg_promote(wait => true, wait_seconds => 60)")
        return self.primary

    def bring_back(self, server: Server) -> None:
        """The one that was killed follows the new primary: rewound, or else copied anew."""
        source = f"host=127.0.0.1 port={self.primary.port} user=postgres dbname=postgres"
        self.primary.ask("CHECKPOINT")  # or pg_rewind may believe that it is on the old timeline
        try:
            self._run("pg_rewind", "-D", str(server.data), f"--source-server={source}")
            self.rebuilt["rewound"] += 1
        except Killed as failed:
            print(failed, file=sys.stderr)
            shutil.rmtree(server.data)
            self._copy(server)
            self.rebuilt["copied"] += 1
        self._write(server.data / "standby.signal", "")
        self.start(server)
        self.wait_until_followed(2)

    def wait_until_followed(self, by: int) -> None:
        """Until so many follow the primary."""
        streaming = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"
        wait_for(
            lambda: is_true(lambda: self.primary.ask(streaming) == [(by,)]),
            f"there are not {by} standbys of {self.primary.name}",
        )

    def stop(self) -> None:
        """End all of them."""
        for server in self.all:
            if server.process is not None:
                self.kill(server)

    def _follows(self) -> str:
        hosts = ",".join(["127.0.0.1"] * len(self.all))
        ports = ",".join(str(server.port) for server in self.all)
        return (
            f"primary_conninfo = 'host={hosts} port={ports} user=postgres connect_timeout=3 "
            "target_session_attrs=read-write'\n"
        )

    def _copy(self, target: Server) -> None:
        private_folder(target.data, self.account)
        source = f"host=127.0.0.1 port={self.primary.port} user=postgres"
        self._run(
            "pg_basebackup", "-D", str(target.data), "-d", source, "-c", "fast", "-X", "stream"
        )
        self._write(target.data / "standby.signal", "")

    def _run(self, program: str, *options: str) -> None:
        ran = subprocess.run(
            [self.programs.program(program), *options], cwd="/", env=clean_environment(),
            capture_output=True, text=True, check=False, **run_as(self.account),
        )  # fmt: skip
        if ran.returncode:
            raise Killed(f"{program}: {ran.stderr.strip()}")

    def _write(self, file: Path, text: str) -> None:
        file.write_text(text)
        if self.account is not None:
            os.chown(file, self.account.uid, self.account.gid)


def is_true(asked: Callable[[], bool]) -> bool:
    """Whether it is so; while it can't be asked, not."""
    try:
        return asked()
    except psycopg.OperationalError:
        return False
