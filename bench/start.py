"""Part 4: from nothing to ready, memory of all processes under load, disk of what is installed."""

import hashlib
import http.client
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from bench import house, load, machine, recorded
from bench.figures import Figure

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "runtime.txt"
TIMES = 3
FIRST, AGAIN, MEMORY, DISK = 5, 2, 400, 350  # seconds, seconds, MiB, MB
READERS = 8
MAILS = 2000
PAGES = ("/", "/problems/", "/people/", "/healthz")


def measure() -> list[Figure]:
    """What a newcomer meets first."""
    starts = [_starts() for _ in range(TIMES)]
    memory, idle = _memory()
    part = "start"
    return [
        Figure(part, "serve, from an empty folder to ready",
               statistics.median(first for first, _ in starts), "s", "less", FIRST,
               more={"all": starts}),
        Figure(part, "serve, again", statistics.median(again for _, again in starts), "s", "less",
               AGAIN),
        Figure(part, "memory under load, without PostgreSQL (PSS)", memory, "MiB", "less", MEMORY,
               peers=recorded.MEMORY),
        Figure(part, "the same, idle", idle, "MiB"),
        Figure(part, "runtime environment as installed", _disk(), "MB", "less", DISK),
    ]  # fmt: skip


@contextmanager
def _empty() -> Iterator[house.House]:
    with house.folder("start") as base:
        made = house.House.at(base / "data")
        try:
            yield made
        finally:
            made.stop()


def _starts() -> tuple[float, float]:
    """Seconds until ready: from an empty folder, and again with nothing running any more."""
    with _empty() as ours:
        first = ours.serve(workers=1).seconds
        ours.stop()
        house.wait_for(lambda: not ours.cluster.is_up(), "PostgreSQL did not stop")
        return first, ours.serve(workers=1).seconds


def _memory() -> tuple[float, float]:
    """MiB of everything that `serve` runs but PostgreSQL: the most under load, and idle before."""
    with house.house("memory") as ours:
        cookie = ours.run("bench.session").strip()
        served = ours.serve(workers=2)
        time.sleep(2)
        idle = _proportional(ours, served.pid)
        over = Event()
        most = idle
        asked = load.Load(served.smtp_port, MAILS, 8, True, "memory", False)
        with ThreadPoolExecutor(READERS + 1) as pool:
            readers = [pool.submit(_read, served.port, cookie, over) for _ in range(READERS)]
            sender = pool.submit(load.send, asked)
            while not sender.done():
                most = max(most, _proportional(ours, served.pid))
                time.sleep(0.5)
            over.set()
            answered = sum(reader.result() for reader in readers)
        if not answered:
            raise SystemExit("no page answered")
        return most, idle


def _proportional(ours: house.House, served: int) -> float:
    """MiB of what `serve` started, and of the keeper, but not of PostgreSQL which that keeps."""
    postgres = machine.family([ours.postgres])
    keeper = machine.parent(ours.postgres)
    return machine.proportional_memory((machine.family([served]) | {keeper}) - postgres)


def _read(port: int, cookie: str, over: Event) -> int:
    """Read pages until told that it is over; returns how many came."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    answered = 0
    while not over.is_set():
        line.request("GET", PAGES[answered % len(PAGES)], headers={"Cookie": cookie})
        response = line.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"{PAGES[answered % len(PAGES)]} answered {response.status}")
        answered += 1
    line.close()
    return answered


def _disk() -> float:
    """MB of a fresh environment with what the lock file names, and Buckstop itself."""
    made = ROOT / "build" / f"bench-{hashlib.sha256(LOCK.read_bytes()).hexdigest()[:10]}"
    if not (made / "complete").exists():
        subprocess.run([sys.executable, "-m", "venv", str(made)], check=True)
        pip = [str(made / "bin" / "python"), "-m", "pip", "install", "-qqq"]
        subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], check=True)
        (made / "complete").touch()
    files = [*made.rglob("*"), *(ROOT / "src").rglob("*")]
    return sum(path.lstat().st_size for path in files if not path.is_dir()) / 1e6
