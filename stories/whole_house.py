"""`buckstop serve` as people run it: real processes on data of their own, and what kills them."""

import fcntl
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.postgres.creation import OWNER
from tests.database import data_folder
from tests.source import ROOT

READY = re.compile(
    r"Buckstop is ready: (http://localhost:\d+) \(mail to \S+ at 127\.0\.0\.1:(\d+)\)"
)
PATIENCE = 60.0  # seconds for something to happen
A_COMMAND = 300.0  # seconds for a program to come to its end

AHEAD = """
import sys
from datetime import timedelta
import buckstop.ready
from buckstop.doors.clock.duties import duties, turn
from buckstop.kit import clock
from buckstop.outbox.models import Delivery
step = timedelta(minutes=float(sys.argv[1]))
each = duties()
print("working", flush=True)
for minute in range(int(sys.argv[2])):
    while turn(each, clock.now() + step + timedelta(minutes=minute)):
        pass
    if not Delivery.objects.filter(state__in=("pending", "handing")).exists():
        break  # nothing will be tried again
"""


class WholeHouse:
    """A data folder, and the processes that serve it."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder / "data"
        ours = {name for name in os.environ if name.startswith(("BUCKSTOP_", "DATABASE_URL"))}
        kept = {name: os.environ[name] for name in os.environ.keys() - ours}
        if "BUCKSTOP_POSTGRES_BIN" in os.environ:
            kept["BUCKSTOP_POSTGRES_BIN"] = os.environ["BUCKSTOP_POSTGRES_BIN"]
        self.environment = kept | settings | {
            "BUCKSTOP_DATA": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "buckstop.settings",
        }  # fmt: skip
        self.cluster = Cluster(self.folder)
        self.says = folder / "says"
        self.process: subprocess.Popen[bytes] | None = None
        self.pages, self.mail_port = "", 0

    def open(self, *options: str) -> None:
        """Serve, and wait until it is ready."""
        command = [sys.executable, "-m", "buckstop", "serve", *options]
        ports = ["--port", "0", "--smtp-port", str(self.mail_port)]
        start = self.says.stat().st_size if self.says.exists() else 0
        with self.says.open("ab") as says:
            self.process = subprocess.Popen(
                [*command, *ports], env=self.environment, stdout=says, stderr=says
            )

        def is_ready() -> bool:
            assert self.process is not None
            said = self.said()[start:]
            assert self.process.poll() is None, said
            return READY.search(said) is not None

        eventually(is_ready, "it is ready")
        found = READY.search(self.said()[start:])
        assert found is not None
        self.pages, self.mail_port = found[1], int(found[2])

    def said(self) -> str:
        """All that it printed."""
        return self.says.read_text()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another command on the same data, to its end."""
        command = [sys.executable, "-m", "buckstop", *arguments]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False,
            timeout=A_COMMAND,
        )  # fmt: skip

    def work_ahead(self, minutes: float, rounds: int = 1) -> "subprocess.Popen[str]":
        """Start a worker whose clock is ahead, and which ends when nothing is left to do; then once
        more a minute later while letters wait, as many `rounds` as there are."""
        return subprocess.Popen(
            [sys.executable, "-c", AHEAD, str(minutes), str(rounds)], env=self.environment,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def parts(self) -> dict[str, int]:
        """The process ids of the parts of `serve`, by name; Linux."""
        assert self.process is not None
        return {name: pid for pid, (parent, name) in _processes().items()
                if parent == self.process.pid and name not in ("python", "python3")}  # fmt: skip

    def victim(self, name: str) -> int | None:
        """The process id of a part, of `postgres` or of its `keeper`; None while there is none."""
        if name not in ("postgres", "keeper"):
            return self.parts().get(name)
        try:
            postgres = int((self.cluster.place.data / "postmaster.pid").read_text().split()[0])
            parent, called = _processes()[postgres]
        except (FileNotFoundError, ValueError, IndexError, KeyError):
            return None
        if called != "postgres":
            return None
        return postgres if name == "postgres" else parent

    def kill(self, name: str) -> bool:
        """kill -9; whether there was anybody to kill."""
        pid = self.victim(name)
        if pid is None or pid == 1:
            return False
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Look into the database."""
        with psycopg.connect(self.cluster.url(OWNER), autocommit=True) as connection:
            return connection.execute(sql, values).fetchall()

    def close(self) -> int:
        """Stop serving in good order; returns the exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(PATIENCE)


def first_start() -> Path:
    """A data folder as the first `serve` of this very code leaves it: made once for all tests."""
    base = data_folder()
    base.mkdir(mode=0o711, exist_ok=True)
    kept = base.with_name(f"{base.name}-house-{_code()}")
    with base.with_name(f"{base.name}-house.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            with whole_house() as house:
                house.open()
                assert house.close() == 0
                house.cluster.attach()
                house.cluster.release(at_once=True)
                half = kept.with_name(f"{kept.name}-half")
                shutil.rmtree(half, ignore_errors=True)
                subprocess.run(["cp", "-a", str(house.folder), str(half)], check=True)
            for older in base.parent.glob(f"{base.name}-house-*"):
                if older != half:
                    shutil.rmtree(older, ignore_errors=True)
            half.rename(kept)
    return kept


def _code() -> str:
    """A digest of all that a first start follows from."""
    files = [ROOT / "requirements" / "runtime.txt", *sorted((ROOT / "src").rglob("*.py"))]
    said = b"".join(path.read_bytes() for path in files if "tests" not in path.parts)
    return hashlib.sha256(said).hexdigest()[:12]


@contextmanager
def whole_house(made: Path | None = None, **settings: str) -> Iterator[WholeHouse]:
    """A house that isn't open yet, empty or a copy of `made`; at the end nothing of it is left."""
    folder = Path(tempfile.mkdtemp(prefix="buckstop-story-"))
    folder.chmod(0o711)  # PostgreSQL may run as somebody else
    if made is not None:
        subprocess.run(["cp", "-a", str(made), str(folder / "data")], check=True)
    house = WholeHouse(folder, **settings)
    try:
        yield house
    finally:
        if house.process is not None:
            house.process.kill()
            house.process.wait()
        house.cluster.attach()
        house.cluster.release(at_once=True)
        shutil.rmtree(folder, ignore_errors=True)


def eventually(happened: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Wait for something that another process does; fail after a minute."""
    until = time.monotonic() + patience
    while not _has(happened):
        assert time.monotonic() < until, f"it never happened: {what}"
        time.sleep(0.02)


def _has(happened: Callable[[], bool]) -> bool:
    """Whether it has happened; while the database starts again nobody can tell."""
    try:
        return happened()
    except psycopg.OperationalError:
        return False


def is_gone(pid: int) -> bool:
    """Whether the process has ended, buried or not."""
    return pid not in _processes()


def _processes() -> dict[int, tuple[int, str]]:
    """Every process that lives: its parent and its name."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                before, _, after = (folder / "stat").read_text().rpartition(")")
            except (FileNotFoundError, ProcessLookupError):
                continue
            state, parent = after.split()[:2]
            if state != "Z":
                found[int(folder.name)] = (int(parent), before.partition("(")[2])
    return found
