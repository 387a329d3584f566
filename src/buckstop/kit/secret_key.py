"""The key that signs links and sessions, kept in the data folder: made whole or not at all."""

import os
import secrets
from pathlib import Path

from buckstop.kit.stop import Stop

NAME = "secret.key"
SHORTEST = 16
"""Letters: less can't have been made by us, and could be guessed."""


def kept_in(folder: Path) -> str:
    """The key of this folder, made at the first need. Raises Stop where it was lost."""
    file = folder / NAME
    if not file.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(file, secrets.token_urlsafe(48).encode(), over=False)
    try:
        key = file.read_text(encoding="ascii").strip()
    except UnicodeDecodeError:
        key = ""
    if len(key) < SHORTEST or not key.isprintable():
        raise Stop(
            f"{file} is damaged: it holds no key. Put the one from a backup there; or remove the "
            "file, and a new one is made, with which all links sent so far open nothing any more."
        )
    return key


def write(file: Path, key: bytes, *, over: bool) -> None:
    """Write the file, for its owner alone: a crash leaves it whole, or as it was.

    Without `over`, a key that another process wrote meanwhile stays.
    """
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    opened = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(opened, key)
        os.fsync(opened)
    finally:
        os.close(opened)
    if over:
        fresh.rename(file)
    else:
        try:
            os.link(fresh, file)  # atomic, and never over another's
        except FileExistsError:
            pass
        fresh.unlink()
    _flush(file.parent)


def _flush(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
