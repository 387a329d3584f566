"""The file of a backup: a zip with a manifest, the secret key, and PostgreSQL's own dump."""

import json
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.db import connections
from psycopg.conninfo import make_conninfo

from buckstop.kit.postgres import binaries
from buckstop.kit.postgres.described import for_libpq
from buckstop.kit.postgres.unavailable import DatabaseUnavailable
from buckstop.kit.stop import Stop

FORMAT, VERSION = "buckstop backup", 1
MANIFEST, KEY, DUMP = "manifest.json", "secret.key", "database.dump"
PIECE = 1024 * 1024

type Tell = Callable[[int], None]


def read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """What the backup says of itself. Raises Stop where it is none, or a newer one."""
    try:
        manifest = json.loads(archive.read(MANIFEST))
    except (KeyError, ValueError, zipfile.BadZipFile):
        manifest = {}
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Stop(f"{archive.filename} is no backup of Buckstop.")
    if manifest["version"] != VERSION:
        raise Stop(f"{archive.filename} was made by a newer Buckstop ({manifest['buckstop']}).")
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
