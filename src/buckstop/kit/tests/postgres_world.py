"""For the tests of PostgreSQL: folders of data, users in processes of their own, and killings."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from buckstop.kit.postgres.cluster import Cluster

DEBIAN = Path("/usr/lib/postgresql/15/bin")
USER = """
import sys
from pathlib import Path
from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.postgres.unavailable import DatabaseUnavailable
cluster = Cluster(Path(sys.argv[1]), grace=float(sys.argv[2]))
try:
    print(cluster.attach(), flush=True)
except DatabaseUnavailable as sentence:
    print(sentence, flush=True)
sys.stdin.readline()
"""


def cluster_in(folder: Path, grace: float = 0.2) -> Cluster:
    """A cluster whose server stops soon after its last user."""
    return Cluster(folder, grace=grace, patience=60)


class User:
    """Another process that uses the server of a folder; `said` is how it came by it."""

    def __init__(self, folder: Path, grace: float = 0.2) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER, str(folder), str(grace)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def said(self) -> str:
        """Wait for its answer."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def leave(self) -> None:
        """Let it end in good order."""
        self.process.communicate("\n")

    def kill(self) -> None:
        """End it without a word."""
        self.process.kill()
        self.process.communicate()


@contextmanager
def user_of(folder: Path, grace: float = 0.2) -> Iterator[User]:
    """Another process that uses the server, for as long as the block lasts."""
    user = User(folder, grace)
    try:
        yield user
    finally:
        user.kill()


def server_pid(cluster: Cluster) -> int:
    """PostgreSQL's process id, from the server itself."""
    with psycopg.connect(cluster.url("postgres", "postgres")) as connection:
        row = connection.execute("SELECT pg_read_file('postmaster.pid')").fetchone()
    assert row is not None
    return int(row[0].splitlines()[0])


def parent_of(pid: int) -> int:
    """The process id of its parent; Linux."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def kill(*pids: int) -> None:
    """kill -9, all of them."""
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def eventually(happened: Callable[[], bool], what: str) -> None:
    """Wait for something that another process does; fail after a minute."""
    until = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < until, f"it never happened: {what}"
        time.sleep(0.02)


def write(cluster: Cluster, number: int) -> None:
    """Commit a row as the owner."""
    with psycopg.connect(cluster.url("buckstop_owner")) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS written (number integer)")
        connection.execute("INSERT INTO written VALUES (%s)", (number,))


def read(cluster: Cluster) -> list[int]:
    """The numbers committed so far."""
    with psycopg.connect(cluster.url("buckstop_owner")) as connection:
        rows = connection.execute("SELECT number FROM written ORDER BY number")
        return [row[0] for row in rows]


def remove(folder: Path) -> None:
    """Wait until nobody uses the server of the folder, and remove it."""
    eventually(lambda: not cluster_in(folder).is_up(), f"the server in {folder} stops")
    shutil.rmtree(folder)
