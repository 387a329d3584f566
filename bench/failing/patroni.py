"""The same three servers under Debian's Patroni, with three voters of etcd: nobody here promotes.

`FAILOVER_BY=patroni python -m bench failover`, where the packages patroni and etcd-server are.
"""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import psycopg

from bench.failing.patience import wait_for
from bench.failing.servers import NAMES, Server, Servers, is_true
from bench.house import free_port
from buckstop.kit.postgres.account import run_as

DEBIANS = "/usr/lib/postgresql/15/bin"
TEMPLATE = """\
scope: drill
name: {name}
restapi: {{listen: '127.0.0.1:{rest}', connect_address: '127.0.0.1:{rest}'}}
etcd3: {{hosts: [{etcd}]}}
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 2
    retry_timeout: 5
    synchronous_mode: true
    postgresql: {{use_pg_rewind: true, parameters: {{max_connections: 60, wal_log_hints: 'on'}}}}
  initdb: [{{encoding: UTF8}}, data-checksums, {{locale: C.UTF-8}}]
postgresql:
  listen: 127.0.0.1:{port}
  connect_address: 127.0.0.1:{port}
  data_dir: {data}
  bin_dir: {programs}
  pgpass: {data}.pass
  pg_hba: ['local all all trust', 'host all all 127.0.0.1/32 trust',
    'host replication all 127.0.0.1/32 trust']
  authentication:
    superuser: {{username: postgres}}
    replication: {{username: follower}}
    rewind: {{username: postgres}}
  parameters: {{unix_socket_directories: '{folder}', jit: 'off'}}
"""
ROLES = (
    "CREATE ROLE buckstop_owner LOGIN", "CREATE ROLE buckstop LOGIN",
    "CREATE DATABASE buckstop OWNER buckstop_owner",
)  # fmt: skip


class UnderPatroni(Servers):
    """Patroni makes them, promotes, and brings back what was killed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.voters: list[subprocess.Popen[bytes]] = []
        self.etcd = [(free_port(), free_port()) for _ in NAMES]

    def make(self) -> None:
        """Three voters, then three servers."""
        if self.account is not None:
            os.chown(self.folder, self.account.uid, self.account.gid)
        peers = ",".join(
            f"{n}=http://127.0.0.1:{p}" for n, (_, p) in zip(NAMES, self.etcd, strict=True)
        )
        for name, (client, peer) in zip(NAMES, self.etcd, strict=True):
            self.voters.append(
                self._run_on(
                    f"etcd-{name}", "etcd", "--name", name, "--data-dir",
                    str(self.folder / f"etcd-{name}"), "--initial-cluster", peers,
                    "--listen-client-urls", f"http://127.0.0.1:{client}",
                    "--advertise-client-urls", f"http://127.0.0.1:{client}",
                    "--listen-peer-urls", f"http://127.0.0.1:{peer}",
                    "--initial-advertise-peer-urls", f"http://127.0.0.1:{peer}",
                )
            )  # fmt: skip
        for server in self.all:
            self._configure(server)
            self.start(server)
            wait_for(lambda one=server: is_true(lambda: one.ask("SELECT 1") == [(1,)]), "no start")  # type: ignore[misc]
        self._find_primary(None)
        for statement in ROLES:
            self.primary.ask(statement)
        self.wait_until_followed(2)

    def start(self, server: Server) -> None:
        """Start its Patroni."""
        server.process = self._run_on(
            server.name, "/usr/bin/patroni", str(self.folder / f"{server.name}.yml")
        )

    def kill(self, server: Server) -> None:
        """kill -9 of Patroni and of the server with all its processes."""
        super().kill(server)
        for pid in _in_folder(server.data):
            with suppress(ProcessLookupError):  # its parent's end was its own
                os.kill(pid, signal.SIGKILL)

    def promote_the_furthest(self) -> Server:
        """Wait until the voters have agreed."""
        self._find_primary(self.primary)
        return self.primary

    def bring_back(self, server: Server) -> None:
        """Start its Patroni, which rewinds or copies."""
        self.start(server)
        self.rebuilt["rewound"] += 1
        self.wait_until_followed(2)

    def stop(self) -> None:
        """End all of them, and the voters."""
        super().stop()
        for voter in self.voters:
            voter.kill()
            voter.wait()

    def _find_primary(self, before: Server | None) -> None:
        def found() -> bool:
            for server in self.all:
                if server is before or server.process is None:
                    continue
                try:
                    [(follows,)] = server.ask("SELECT pg_is_in_recovery()")
                except psycopg.OperationalError:
                    continue
                if not follows:
                    self.primary = server
                    return True
            return False

        wait_for(found, "nobody became the primary")

    def _configure(self, server: Server) -> None:
        hosts = ", ".join(f"'127.0.0.1:{client}'" for client, _ in self.etcd)
        said = TEMPLATE.format(
            name=server.name, rest=free_port(), etcd=hosts, port=server.port, data=server.data,
            programs=DEBIANS, folder=self.folder,
        )  # fmt: skip
        self._write(self.folder / f"{server.name}.yml", said)

    def _run_on(self, log: str, *command: str) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{log}.log").open("ab") as said:
            return subprocess.Popen(
                command, stdout=said, stderr=said, cwd="/", start_new_session=True,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(self.folder)},
                **run_as(self.account),
            )  # fmt: skip


def _in_folder(data: Path) -> list[int]:
    """The processes that work in the data of a server; Linux."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == data:
                found.append(int(process.name))
        except OSError:
            continue
    return found
