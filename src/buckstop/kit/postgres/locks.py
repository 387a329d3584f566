"""File locks that the kernel drops when their holder dies, however it dies."""

import fcntl
import os
from pathlib import Path


def open_owned(path: Path, flags: int = 0) -> int:
    """Open a file, made where it is missing, for the owner of its folder even if we are root."""
    opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | flags, 0o600)
    if os.geteuid() == 0:
        owner = path.parent.stat()
        os.fchown(opened, owner.st_uid, owner.st_gid)
    return opened


def take_shared(lock: int) -> bool:
    """Hold the lock with others; False where somebody has it alone."""
    return _take(lock, fcntl.LOCK_SH)


def take_alone(lock: int) -> bool:
    """Hold the lock alone; False where anybody has it."""
    return _take(lock, fcntl.LOCK_EX)


def _take(lock: int, how: int) -> bool:
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
