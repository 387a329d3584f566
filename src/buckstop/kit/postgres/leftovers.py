"""What a killed server leaves behind. Only for the holder of server.lock."""

import shutil
from pathlib import Path

from buckstop.kit.postgres.places import PORT
from buckstop.kit.postgres.unavailable import DatabaseUnavailable

LARGEST_LOG = 10 * 1024 * 1024  # bytes, after which a start puts the log aside


def clear(data: Path, sockets: Path) -> None:
    """Remove the files in which a dead server left its process id.

    PostgreSQL would believe them when *any* process has that id by now, and when they are
    truncated. Server.lock proves that no server of ours is alive; one that somebody started by
    hand is recognised by its working directory and refused with DatabaseUnavailable. (Where that
    can't be read, PostgreSQL still sees the other's shared memory and refuses by itself.)
    """
    pid_file = data / "postmaster.pid"
    if pid_file.exists():
        first = pid_file.read_bytes().split(b"\n", 1)[0].strip()
        if first.isdigit() and _works_in(int(first), data):
            raise DatabaseUnavailable(
                f"A PostgreSQL that Buckstop did not start (process {int(first)}) uses {data}: "
                "stop it first."
            )
        pid_file.unlink()
    for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
        (sockets / name).unlink(missing_ok=True)


def _works_in(pid: int, data: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == data
    except OSError:  # gone, a zombie, or somebody else's
        return False


def put_log_aside(log: Path) -> None:
    """Keep one old log, so that it can't fill the disk over the years."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        shutil.move(log, log.with_suffix(".log.1"))
