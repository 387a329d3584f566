"""A fresh Buckstop in a folder of its own: its embedded PostgreSQL and its real commands."""

import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.processes.children import Child, Command
from buckstop.kit.processes.listening import bind

ADDRESS = "help@desk.example"
PATIENCE = 60.0  # seconds for a process to become ready


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Ours for a Buckstop in `folder`, without what a developer has set for their own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BUCKSTOP_", "DATABASE_URL"))}
    ours = {
        "BUCKSTOP_DATA": str(folder),
        "BUCKSTOP_ADDRESSES": ADDRESS,
        "BUCKSTOP_HOUSE": "Halden IT",
        "BUCKSTOP_ZONE": "Europe/Zurich",
        "DJANGO_SETTINGS_MODULE": "buckstop.settings",
    }
    return kept | ours | more


class House:
    """A prepared data folder whose PostgreSQL runs, and the processes started in it."""

    def __init__(self, folder: Path, cluster: Cluster) -> None:
        self.folder = folder
        self.cluster = cluster
        self.settings: dict[str, str] = {}
        self.children: list[Child] = []

    @property
    def environment(self) -> dict[str, str]:
        return environment(self.folder, **self.settings)

    @property
    def postgres(self) -> int:
        """The process id of PostgreSQL's postmaster."""
        return int((self.cluster.place.data / "postmaster.pid").read_text().split()[0])

    def run(self, *arguments: str) -> str:
        """Run a Python module to its end; returns what it printed."""
        ran = subprocess.run(
            [sys.executable, "-m", *arguments], env=self.environment, check=False,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        if ran.returncode:
            raise SystemExit(f"`python -m {' '.join(arguments)}` ended with {ran.returncode}")
        return ran.stdout

    def start(self, *arguments: str, fds: tuple[int, ...] = ()) -> Child:
        """Start `buckstop …` and wait until it says that it is ready."""
        argv = [sys.executable, "-m", "buckstop", *arguments]
        child = Child(Command(arguments[0], argv, self.environment, list(fds), reports=True))
        child.start()
        self.children.append(child)
        until = time.monotonic() + PATIENCE
        while not child.ready:
            assert child.pipe is not None
            select.select([child.pipe], [], [], 1.0)
            child.hear()
            if child.has_ended() or time.monotonic() > until:
                raise SystemExit(f"`buckstop {' '.join(arguments)}` did not become ready")
        return child

    def start_mailbox(self) -> tuple[Child, int]:
        """The mailbox on a free port, and the port."""
        listening = bind("127.0.0.1", 0)
        port: int = listening.getsockname()[1]
        child = self.start("mailbox", "--socket", str(listening.fileno()), fds=(listening.fileno(),))
        listening.close()
        return child, port

    def stop(self) -> None:
        """End every process started here, and wait for it."""
        for child in reversed(self.children):
            if child.process is not None and child.process.poll() is None:
                child.process.terminate()
                child.wait()
        self.children.clear()

    def connect(self, role: str = "postgres") -> "psycopg.Connection[tuple[Any, ...]]":
        """A connection of its own, for looking from outside."""
        return psycopg.connect(self.cluster.url(role), autocommit=True)


@contextmanager
def folder(name: str) -> Iterator[Path]:
    """A temporary folder, on the disk that TMPDIR names; gone afterwards."""
    made = Path(tempfile.mkdtemp(prefix=f"buckstop-bench-{name}-"))
    made.chmod(0o711)  # PostgreSQL may run as somebody else
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def house(name: str) -> Iterator[House]:
    """An empty Buckstop, its database at hand, with the cast of `bench.cast` at its desk."""
    with folder(name) as base, ExitStack() as undo:
        cluster = Cluster(base / "data", grace=1.0)
        cluster.attach()
        undo.callback(cluster.release, at_once=True)
        made = House(base / "data", cluster)
        undo.callback(made.stop)
        made.run("buckstop", "prepare")
        made.run("bench.cast")
        yield made
