"""A fresh Buckstop in a folder of its own: its embedded PostgreSQL and its real commands."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from buckstop.kit.postgres.cluster import Cluster
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


@dataclass
class Served:
    """A `buckstop serve` that is ready: its ports, its process, and how long it took."""

    port: int
    smtp_port: int
    pid: int = 0
    seconds: float = 0.0


class House:
    """A prepared data folder whose PostgreSQL runs, and the processes started in it."""

    def __init__(self, folder: Path, cluster: Cluster) -> None:
        self.folder = folder
        self.cluster = cluster
        self.settings: dict[str, str] = {}
        self.processes: list[subprocess.Popen[Any]] = []

    @classmethod
    def at(cls, folder: Path) -> "House":
        """A house in a folder that may be empty still."""
        return cls(folder, Cluster(folder))

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

    def start(self, *arguments: str) -> int:
        """Start `buckstop …`; returns its process id."""
        process = subprocess.Popen(
            [sys.executable, "-m", "buckstop", *arguments], env=self.environment
        )
        self.processes.append(process)
        return process.pid

    def start_mailbox(self) -> tuple[int, int]:
        """The mailbox on a free port, greeting already: its process id and the port."""
        port = free_port()
        pid = self.start("mailbox", "--smtp-port", str(port))
        wait_for(lambda: greets(port), "the mailbox did not greet")
        return pid, port

    def serve(self, *, workers: int) -> "Served":
        """`buckstop serve` until it says that it is ready."""
        begun = time.monotonic()
        served = Served(free_port(), free_port())
        ports = ["--port", str(served.port), "--smtp-port", str(served.smtp_port)]
        process = subprocess.Popen(
            [sys.executable, "-m", "buckstop", "serve", *ports, "--workers", str(workers)],
            env=self.environment, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.processes.append(process)
        served.pid = process.pid
        assert process.stdout is not None
        for line in process.stdout:
            if "ready" in line:
                served.seconds = time.monotonic() - begun
                return served
        raise SystemExit("`buckstop serve` did not become ready")

    def stop(self) -> None:
        """End every process started here, and wait for it."""
        for process in reversed(self.processes):
            process.terminate()
            process.wait()
        self.processes.clear()

    def connect(self, role: str = "postgres") -> "psycopg.Connection[tuple[Any, ...]]":
        """A connection of its own, for looking from outside."""
        return psycopg.connect(self.cluster.url(role), autocommit=True)


def free_port() -> int:
    """A port that nobody has just now."""
    with bind("127.0.0.1", 0) as listening:
        port: int = listening.getsockname()[1]
    return port


def greets(port: int) -> bool:
    """Whether a mail server answers there."""
    try:
        with socket.create_connection(("127.0.0.1", port), PATIENCE) as greeted:
            return greeted.recv(512).startswith(b"220")
    except ConnectionError:
        return False


def answers(port: int) -> bool:
    """Whether pages are answered there."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        line.request("GET", "/healthz")
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()


def wait_for(
    there: Callable[[], bool], else_say: str, every: float = 0.1, patience: float = PATIENCE
) -> None:
    """Until `there()`; ends the benchmark with a sentence after `patience`."""
    until = time.monotonic() + patience
    while not there():
        if time.monotonic() > until:
            raise SystemExit(else_say)
        time.sleep(every)


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
def house(name: str, staff: int = 20) -> Iterator[House]:
    """An empty Buckstop, its database at hand, with the cast of `bench.cast` at its desk; with
    nobody, where there are to be no `staff`."""
    with folder(name) as base, ExitStack() as undo:
        cluster = Cluster(base / "data", grace=1.0)
        cluster.attach()
        undo.callback(cluster.release, at_once=True)
        made = House(base / "data", cluster)
        undo.callback(made.stop)
        made.run("buckstop", "migrate")
        if staff:
            made.run("bench.cast", str(staff))
        yield made
