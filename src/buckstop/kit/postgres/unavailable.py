"""Why there is no database, as one sentence that says what to do."""

import errno
import re
import shutil
from pathlib import Path

SMALLEST_FREE = 24 * 1024 * 1024  # one WAL segment, and some air
DISK_FULL = re.compile("No space left on device|Disk quota exceeded")
WORST_LINE = re.compile(r"(?:FATAL|PANIC|error): +(.+)")
PASSING = re.compile(
    'pre-existing shared memory block|lock file "[^"]+" (?:already exists|is empty)'
)


class DatabaseUnavailable(Exception):
    """There is no database to talk to; `str()` is a sentence for whoever started the command."""


def passes(log: str) -> bool:
    """Whether what the log complains of goes by itself: a predecessor that isn't quite gone."""
    return PASSING.search(log) is not None


def was_killed(log: str) -> bool:
    """Whether what failed to start was ended from outside: it complains of nothing itself."""
    return WORST_LINE.search(log) is None or "terminated by signal" in log


def explain(log: str, folder: Path, log_file: Path) -> DatabaseUnavailable:
    """Turn what PostgreSQL wrote while it failed to start into a sentence.

    A full disk is looked for as well as read: the log stands on the same disk.
    """
    if DISK_FULL.search(log) or free_bytes(folder) < SMALLEST_FREE:
        return disk_full(folder)
    worst = WORST_LINE.findall(log) or log.split("\n")[:1]
    said = f": {worst[-1].strip()}" if worst[-1] else ""
    return DatabaseUnavailable(f"PostgreSQL ended while it was starting{said} (see {log_file}).")


def disk_full(folder: Path) -> DatabaseUnavailable:
    """The sentence for a disk without room; makes none itself."""
    megabytes = free_bytes(folder) // 1024**2
    return DatabaseUnavailable(
        f"The disk that holds {folder} is full ({megabytes} MB free): "
        "make room there, or name another folder with --data."
    )


def unusable(folder: Path, error: OSError) -> DatabaseUnavailable:
    """The sentence for a folder that can't be made, opened or written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(folder)
    why = (error.strerror or str(error)).lower()
    return DatabaseUnavailable(
        f"The data folder {folder} cannot be used ({why}): {error.filename or folder}. "
        "Make it writable for this account, or name another with --data."
    )


def free_bytes(folder: Path) -> int:
    """Bytes free for us on the disk of `folder`, or of its nearest parent that exists."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free
