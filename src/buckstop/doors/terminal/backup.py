"""`buckstop backup FILE`."""

import argparse
import json
import os
import subprocess
import zipfile
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from buckstop.doors.terminal import archive
from buckstop.doors.terminal.attached import server_version
from buckstop.doors.terminal.progress import Progress
from buckstop.kit import clock
from buckstop.kit.stop import Stop


def run(args: argparse.Namespace) -> int:
    """Write the backup beside FILE and give it its name when it is whole and on the disk."""
    target: Path = args.file
    if target.exists() and not args.replace:
        raise Stop(f"{target} is there already. Choose another name, or say --replace.")
    half = target.with_name(f".{target.name}.{os.getpid()}.half")
    try:
        half.touch(mode=0o600)
        _write(half)
        half.rename(target)
        _flush(target.absolute().parent)
    except OSError as failure:
        raise Stop(f"{target} can't be written: {failure.strerror}.") from failure
    finally:
        half.unlink(missing_ok=True)
    print(f"{target} holds everything ({archive.size(target)}). Keep it like a password.")
    return 0


def _write(half: Path) -> None:
    progress = Progress("Wrote {} bytes")
    with half.open("wb") as file, zipfile.ZipFile(file, "w") as backup:
        backup.writestr(archive.MANIFEST, json.dumps(_manifest(), indent=1))
        key = settings.DATA / archive.KEY
        if key.exists() and key.read_text().strip() == settings.SECRET_KEY:
            backup.write(key, archive.KEY)
        options = ("--format=custom", "--no-owner", "--no-privileges")
        with (
            archive.running("pg_dump", *options, stdout=subprocess.PIPE) as dump,
            backup.open(archive.DUMP, "w", force_zip64=True) as entry,
        ):
            assert dump.stdout is not None
            archive.copy(dump.stdout, entry, progress.tell)
        progress.end()
        backup.close()
        file.flush()
        os.fsync(file.fileno())


def _manifest() -> dict[str, object]:
    return {
        "format": archive.FORMAT,
        "version": archive.VERSION,
        "buckstop": version("buckstop"),
        "postgresql": server_version(),
        "made_at": clock.now().isoformat(),
    }


def _flush(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
