"""Marks that outlive the process that makes them: a byte each, in a file that it holds locked.

A mark costs about a microsecond and no write to the disk: the kernel keeps it when the process is
killed. A crash of the machine may lose it, so a file that an earlier start of the machine has left
says nothing. Whoever can lock a file knows that its maker is gone.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self
from uuid import UUID

NONE = " "
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_NEW = ".new"


class Marks:
    """The marks of some keys, in `folder`, in a file named `name`."""

    def __init__(self, file: Path, descriptor: int, places: dict[UUID, int]) -> None:
        self._file, self._descriptor, self._places = file, descriptor, places

    @classmethod
    def begin(cls, folder: Path, name: UUID, keys: Sequence[UUID]) -> Self:
        """A file in which no key has a mark yet. Raises OSError where there is no room."""
        folder.mkdir(mode=0o700, exist_ok=True)
        file = folder / name.hex
        fresh = file.with_suffix(_NEW)
        head = json.dumps({"boot": _boot(), "keys": [key.hex for key in keys]}).encode() + b"\n"
        while True:
            descriptor = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            os.write(descriptor, head + NONE.encode() * len(keys))
            try:
                fresh.rename(file)  # never seen without its lock and its content
            except FileNotFoundError:  # somebody swept it away before it was locked
                os.close(descriptor)
                continue
            return cls(file, descriptor, {key: len(head) + at for at, key in enumerate(keys)})

    def set(self, key: UUID, mark: str) -> None:
        """Mark `key` with one ASCII letter, in place of the mark before."""
        os.pwrite(self._descriptor, mark.encode(), self._places[key])

    def end(self) -> None:
        """Nobody needs to know any more."""
        self._file.unlink(missing_ok=True)
        self.let_go()

    def let_go(self) -> None:
        """As when the process is killed: the file stays, and anybody may lock it."""
        with suppress(OSError):
            os.close(self._descriptor)


def abandoned(folder: Path) -> Iterator[tuple[UUID, dict[UUID, str] | None]]:
    """The files whose makers are gone: each name, and its marks, or None where they say nothing.

    Each is locked while it is looked at, and removed afterwards, unless the caller raises.
    """
    for file in sorted(folder.glob("*")) if folder.is_dir() else []:
        try:
            descriptor = os.open(file, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        try:
            if _is_mine_now(file, descriptor):
                if file.suffix != _NEW:
                    yield UUID(hex=file.name), _read(descriptor)
                file.unlink(missing_ok=True)
        finally:
            os.close(descriptor)


def exists(folder: Path, name: UUID) -> bool:
    """Whether the file of that name is there, whoever holds it."""
    return (folder / name.hex).exists()


def _is_mine_now(file: Path, descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return file.stat().st_ino == os.fstat(descriptor).st_ino
    except (BlockingIOError, FileNotFoundError):
        return False


def _read(descriptor: int) -> dict[UUID, str] | None:
    with os.fdopen(os.dup(descriptor), "rb") as content:
        head, marks = content.readline(), content.read().decode("ascii", "replace")
    try:
        told = json.loads(head)
        keys = [UUID(hex=key) for key in told["keys"]]
    except (ValueError, KeyError, TypeError):
        return None
    if told.get("boot") != _boot() or not _boot() or len(marks) != len(keys):
        return None
    return dict(zip(keys, marks, strict=True))


def _boot() -> str:
    """Which start of this machine it is; empty where that can't be known."""
    try:
        return _BOOT_ID.read_text().strip()
    except OSError:
        return ""
