"""`buckstop backup FILE`."""

import argparse
import fcntl
import glob
import json
import os
import signal
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from buckstop.auditor.marks import mark
from buckstop.auditor.models import MarkName
from buckstop.doors.terminal import archive
from buckstop.doors.terminal.attached import server_version
from buckstop.doors.terminal.progress import Progress
from buckstop.kit import clock
from buckstop.kit.stop import Stop

ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def run(args: argparse.Namespace) -> int:
    """Write the backup beside FILE and give it its name when it is whole and on the disk."""
    target: Path = args.file
    if target.exists() and not args.replace:
        raise Stop(f"{target} is there already. Choose another name, or say --replace.")
    half = target.with_name(f".{target.name}.{os.getpid()}.half")
    try:
        with ended_by_signals(), _locked(half):
            _remove_left_behind(target)
            _write(half)
            half.rename(target)
            _flush(target.absolute().parent)
    except OSError as failure:
        raise Stop(f"{target} can't be written: {failure.strerror}.") from failure
    finally:
        half.unlink(missing_ok=True)
    mark(MarkName.BACKUP, clock.now())
    print(f"{target} holds everything ({archive.size(target)}). Keep it like a password.")
    return 0


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Each of ENDING ends it by an exception, so that nothing is left behind. Ctrl-C too, by name:
    what a shell starts in the background ignores it otherwise."""

    def end(number: int, *_: object) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, end) for number in ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _locked(half: Path) -> Iterator[None]:
    """The file, made for us alone, and held as long as it is written."""
    held = os.open(half, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _remove_left_behind(target: Path) -> None:
    """What backups to the same file left when they were killed: half of everything, and the key."""
    for half in target.absolute().parent.glob(f".{glob.escape(target.name)}.*.half"):
        try:
            held = os.open(half, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            half.unlink(missing_ok=True)
        except BlockingIOError:
            pass  # somebody is writing it
        finally:
            os.close(held)


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
