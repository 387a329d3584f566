"""The file of a backup: a manifest, the secret key, and PostgreSQL's own dump; in a zip, or sealed
for a key kept elsewhere.
"""

import json
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol, cast

from django.db import connections
from psycopg.conninfo import make_conninfo

from buckstop.doors.terminal import sealed_backup
from buckstop.kit.postgres import binaries
from buckstop.kit.postgres.described import for_libpq
from buckstop.kit.postgres.unavailable import DatabaseUnavailable
from buckstop.kit.stop import Stop

FORMAT, VERSION = "buckstop backup", 1
MANIFEST, KEY, DUMP = "manifest.json", "secret.key", "database.dump"
PIECE = 1024 * 1024

type Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Backup:
    """One that is being read: what it says of itself, the secret key, and the dump, read once."""

    manifest: dict[str, Any]
    key: bytes
    dump: IO[bytes]


class Into(Protocol):
    """Where a backup is written: parts as a whole, and the dump as it comes."""

    def put(self, name: str, said: bytes) -> None: ...

    def stream(self, name: str) -> AbstractContextManager[IO[bytes]]: ...


class Zipped:
    """Into a zip."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped

    def put(self, name: str, said: bytes) -> None:
        self._zip.writestr(name, said)

    def stream(self, name: str) -> AbstractContextManager[IO[bytes]]:
        return self._zip.open(name, "w", force_zip64=True)


class Sealed:
    """Into the tar of a sealed one."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def put(self, name: str, said: bytes) -> None:
        sealed_backup.add(self._tar, name, said)

    def stream(self, name: str) -> AbstractContextManager[IO[bytes]]:
        return closing(cast(IO[bytes], sealed_backup.Pieces(self._tar, name)))


@contextmanager
def writing(file: IO[bytes], public: list[str]) -> Iterator[Into]:
    """Write a backup into `file`, sealed for the public keys where there are any."""
    if public:
        with sealed_backup.sealing(file, public) as tar:
            yield Sealed(tar)
        return
    with zipfile.ZipFile(file, "w") as zipped:
        yield Zipped(zipped)


@contextmanager
def reading(path: Path, keys: Path | None) -> Iterator[Backup]:
    """Read the backup in that file. Raises Stop where it is none, or sealed and not for `keys`."""
    if not sealed_backup.is_sealed(path):
        with zipfile.ZipFile(path) as zipped:
            manifest = read_manifest(zipped, path)
            key = zipped.read(KEY) if KEY in zipped.namelist() else b""
            with zipped.open(DUMP) as dump:
                yield Backup(manifest, key, dump)
        return
    if keys is None:
        raise Stop(f"{path} is sealed: name the file of the private key with --key.")
    with (
        path.open("rb") as file,
        sealed_backup.unsealing(file, sealed_backup.read_keys(keys)) as tar,
    ):
        manifest = check_manifest(_next(tar), path)
        yield Backup(manifest, _next(tar), cast(IO[bytes], sealed_backup.Joined(tar)))


def _next(tar: tarfile.TarFile) -> bytes:
    member = tar.next()
    return sealed_backup.content(tar, member) if member else b""


def read_manifest(zipped: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    """What the backup in a zip says of itself."""
    try:
        said = zipped.read(MANIFEST)
    except (KeyError, zipfile.BadZipFile):
        said = b""
    return check_manifest(said, path)


def check_manifest(said: bytes, path: Path) -> dict[str, Any]:
    """What a backup says of itself. Raises Stop where it is none, or a newer one."""
    try:
        manifest = json.loads(said)
    except ValueError:
        manifest = {}
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Stop(f"{path} is no backup of Buckstop.")
    if manifest["version"] != VERSION:
        raise Stop(f"{path} was made by a newer Buckstop ({manifest['buckstop']}).")
    return manifest


def programs() -> binaries.Binaries:
    """PostgreSQL's programs. Raises Stop where there are none."""
    try:
        return binaries.find()
    except DatabaseUnavailable as none:
        raise Stop(str(none)) from none


@contextmanager
def running(program: str, *options: str, **pipes: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of PostgreSQL's programs on our database. Raises Stop with its complaint."""
    place = for_libpq(connections["default"])
    environment = binaries.clean_environment()
    if password := place.pop("password", ""):
        environment["PGPASSWORD"] = password  # a command line is for all to see
    where = make_conninfo(**place)
    command = [programs().program(program), f"--dbname={where}", *options]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, **pipes)
    try:
        yield process
        said = process.stderr.read().decode(errors="replace") if process.stderr else ""
        if process.wait() != 0:
            raise Stop(_complaint(program, said))
    finally:
        process.kill()
        process.wait()


def copy(source: IO[bytes], target: IO[bytes], tell: Tell) -> None:
    """Copy all of it, and tell after each piece how many bytes that were so far."""
    done = 0
    while piece := source.read(PIECE):
        target.write(piece)
        done += len(piece)
        tell(done)


def _complaint(program: str, said: str) -> str:
    lines = [line for line in said.splitlines() if "error:" in line or "detail:" in line]
    told = " ".join(line.partition("error: ")[2] or line for line in lines[:2])
    more = ""
    if "version" in told:
        more = " Name the programs of a newer PostgreSQL in BUCKSTOP_POSTGRES_BIN."
    return f"PostgreSQL's {program} failed: {told or said.strip() or 'it said nothing'}.{more}"


def size(path: Path) -> str:
    """How large a file is, for people."""
    return f"{path.stat().st_size / 1024**2:,.1f} MiB"
