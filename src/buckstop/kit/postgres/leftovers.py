"""What a killed server leaves behind. Only for the holder of server.lock."""

import os
import shutil
import signal
from pathlib import Path

from buckstop.kit.postgres.places import SOCKET
from buckstop.kit.postgres.unavailable import DatabaseUnavailable

LARGEST_LOG = 10 * 1024 * 1024  # bytes, after which a start puts the log aside


def clear(data: Path, sockets: Path) -> None:
    """Remove the files in which a dead server left its process id.

    PostgreSQL would believe them when *any* process has that id by now, and when they are
    truncated. Server.lock proves that no server of ours is alive; one that somebody started by
    hand is recognised by its working directory and refused with DatabaseUnavailable. (Where that
    can't be read, PostgreSQL still sees the other's shared memory and refuses by itself.)
    """
    pid = _server_in(data)
    if pid is not None:
        raise DatabaseUnavailable(
            f"A PostgreSQL that Buckstop did not start (process {pid}) uses {data}: stop it first."
        )
    (data / "postmaster.pid").unlink(missing_ok=True)
    for name in (SOCKET, f"{SOCKET}.lock"):
        (sockets / name).unlink(missing_ok=True)


def end_abandoned(data: Path) -> None:
    """End the server whose keeper has died, and which should have died with it.

    At once (SIGQUIT): it recovers at the next start, and what it may be waiting for never comes.
    """
    pid = _server_in(data)
    if pid is not None and not _has_keeper(pid):
        os.kill(pid, signal.SIGQUIT)


def _server_in(data: Path) -> int | None:
    """The process id of the server that lives in `data`; Linux."""
    try:
        first = (data / "postmaster.pid").read_bytes().split(b"\n", 1)[0].strip()
    except FileNotFoundError:
        return None
    return int(first) if first.isdigit() and _works_in(int(first), data) else None


def _has_keeper(pid: int) -> bool:
    """Whether its parent is a keeper, or can't be seen."""
    try:
        parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
        return b"keeper.py" in Path(f"/proc/{parent}/cmdline").read_bytes()
    except OSError:
        return True


def _works_in(pid: int, data: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == data
    except OSError:  # gone, a zombie, or somebody else's
        return False


def put_log_aside(log: Path) -> None:
    """Keep one old log, so that it can't fill the disk over the years."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        shutil.move(log, log.with_suffix(".log.1"))
