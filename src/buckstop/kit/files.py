"""Files that are there whole after a crash, and files for their owner alone."""

import os
from pathlib import Path

from buckstop.kit.stop import Stop


def flush_folder(folder: Path) -> None:
    """Wait until what happened to the names in a folder is on its disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def write_private(file: Path, said: bytes) -> None:
    """Write a file that isn't there yet, for its owner alone. Raises Stop where that can't be."""
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as failure:
        raise Stop(f"{file} can't be written: {failure.strerror}.") from failure
    with os.fdopen(opened, "wb") as out:
        out.write(said)
