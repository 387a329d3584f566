"""Backups for a key kept elsewhere: age files (age-encryption.org/v1) around a tar.

What is written goes through a pipe into the seal, so that nothing stands open on a disk; so does
what is read. Who has the backup, and the machine that makes it, can't open it: only who has the
private key can, with Buckstop or with `age` itself.
"""

import io
import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pyrage

from buckstop.kit.files import write_private
from buckstop.kit.stop import Stop

BEGINS = b"age-encryption.org/v1"
PIECE = 4 * 1024 * 1024
"""So much of the dump is one member of the tar, which must say its size before it comes."""


def is_sealed(path: Path) -> bool:
    """Whether a file is an age file."""
    with path.open("rb") as file:
        return file.read(len(BEGINS)) == BEGINS


def make_key(file: Path) -> str:
    """Write a fresh private key into a file that isn't there yet; returns the public one."""
    identity = pyrage.x25519.Identity.generate()
    write_private(file, f"# public key: {identity.to_public()}\n{identity}\n".encode())
    return str(identity.to_public())


def read_keys(file: Path) -> list[Any]:
    """The private keys in a file, as `age-keygen` writes them too."""
    try:
        lines = [line.strip() for line in file.read_text(encoding="ascii").splitlines()]
        keys = [line for line in lines if line and not line.startswith("#")]
        found = [pyrage.x25519.Identity.from_str(key) for key in keys]
    except OSError as failure:
        raise Stop(f"{file} can't be read: {failure.strerror}.") from failure
    except (ValueError, pyrage.IdentityError):
        found = []
    if not found:
        raise Stop(f"{file} holds no private key of age: a line that begins with AGE-SECRET-KEY.")
    return found


class Pieces(io.RawIOBase):
    """Writes what it is given as members of a tar: NAME.000001, NAME.000002, …"""

    def __init__(self, tar: tarfile.TarFile, name: str) -> None:
        self._tar, self._name, self._number, self._held = tar, name, 0, bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._held += piece
        while len(self._held) >= PIECE:
            self._put(PIECE)
        return len(piece)

    def close(self) -> None:
        if not self.closed and self._held:
            self._put(len(self._held))
        super().close()

    def _put(self, size: int) -> None:
        self._number += 1
        add(self._tar, f"{self._name}.{self._number:06}", bytes(self._held[:size]))
        del self._held[:size]


class Joined(io.RawIOBase):
    """Reads members of a tar one after the other, up to its end."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar, self._now = tar, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._now:
            member = self._tar.next()
            if member is None:
                return 0
            self._now = content(self._tar, member)
        size = min(len(buffer), len(self._now))
        buffer[:size], self._now = self._now[:size], self._now[size:]
        return size


def add(tar: tarfile.TarFile, name: str, said: bytes) -> None:
    """One member, whole."""
    member = tarfile.TarInfo(name)
    member.size = len(said)
    tar.addfile(member, io.BytesIO(said))


def content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    """All of a member."""
    file = tar.extractfile(member)
    return file.read() if file else b""


@contextmanager
def sealing(file: IO[bytes], public: list[str]) -> Iterator[tarfile.TarFile]:
    """A tar whose bytes are sealed for the public keys on their way into the file."""
    recipients = [pyrage.x25519.Recipient.from_str(key) for key in public]
    reading, writing = os.pipe()
    with (
        os.fdopen(writing, "wb") as into,
        _beside(os.fdopen(reading, "rb"), lambda end: pyrage.encrypt_io(end, file, recipients)),
    ):
        try:
            with tarfile.open(fileobj=into, mode="w|") as tar:
                yield tar
        finally:
            into.close()  # which ends the seal's thread too


@contextmanager
def unsealing(file: IO[bytes], keys: list[Any]) -> Iterator[tarfile.TarFile]:
    """The tar that was sealed for one of these keys. Raises Stop where none of them opens it."""
    reading, writing = os.pipe()
    with (
        os.fdopen(reading, "rb") as out,
        _beside(os.fdopen(writing, "wb"), lambda end: pyrage.decrypt_io(file, end, keys)),
    ):
        try:
            with tarfile.open(fileobj=out, mode="r|") as tar:
                yield tar
            while out.read(PIECE):
                pass  # to its end, which is where the seal says that it is whole
        except tarfile.TarError as broken:
            raise Stop(f"It breaks off: {broken}.") from broken
        finally:
            out.close()


@contextmanager
def _beside(end: IO[bytes], work: Callable[[IO[bytes]], object]) -> Iterator[None]:
    """Do it in a thread at the other end of a pipe, and raise here what went wrong there."""
    failed: list[Exception] = []

    def run() -> None:
        try:
            with end:
                work(end)
        except (pyrage.DecryptError, pyrage.EncryptError, OSError, ValueError) as failure:
            failed.append(failure)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    except (Stop, OSError):
        thread.join(10)
        if failed and not isinstance(failed[0], BrokenPipeError):
            raise _said(failed[0]) from failed[0]
        raise
    thread.join()
    if failed:
        raise _said(failed[0]) from failed[0]


def _said(failure: Exception) -> Stop:
    if "No matching keys" in str(failure):
        return Stop("This backup is sealed for another key.")
    return Stop(f"The sealed backup can't be read or written whole: {failure}.")
