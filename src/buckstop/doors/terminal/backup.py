"""`buckstop backup FILE`, `backup key FILE` and `backup drill PLACE`."""

import argparse
import fcntl
import glob
import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from buckstop.auditor.marks import mark
from buckstop.auditor.models import MarkName
from buckstop.auditor.settings import BACKUP_KEYS, check_public
from buckstop.doors.terminal import archive, drill, sealed_backup, snapshot
from buckstop.doors.terminal.attached import database, server_version
from buckstop.doors.terminal.operator import took_out
from buckstop.doors.terminal.progress import Progress
from buckstop.kit import clock
from buckstop.kit.files import flush_folder
from buckstop.kit.stop import Stop
from buckstop.ledger.erasures import keep_list

OPTIONS = ("--format=custom", "--no-owner", "--no-privileges")
ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def run(args: argparse.Namespace) -> int:
    """Write a backup, make the key of backups, or drill a restore, as was typed."""
    match args.words:
        case ["key", file]:
            public = sealed_backup.make_key(Path(file))
            print(
                f"{file} opens backups made for the public key in it: keep it elsewhere.\n{public}"
            )
            return 0
        case ["drill", *place]:
            return drill.run(args, Path(place[0]) if len(place) == 1 else None)
        case [file]:
            with database():
                return _backup(Path(file), args)
    raise Stop("Say one FILE, `key FILE` or `drill PLACE`: see `buckstop backup --help`.")


def _backup(target: Path, args: argparse.Namespace) -> int:
    """Write the backup beside the file and give it its name when it is whole and on the disk."""
    public = (
        [] if args.plain else [check_public(key) for key in args.to] or BACKUP_KEYS.value.split()
    )
    if target.exists() and not args.replace:
        raise Stop(f"{target} is there already. Choose another name, or say --replace.")
    half = target.with_name(f".{target.name}.{os.getpid()}.half")
    try:
        with ended_by_signals(), _locked(half):
            _remove_left_behind(target)
            rows = _write(half, public)
            half.rename(target)
            keep_list(target.absolute().parent, at=clock.now())  # earlier ones bring it back
            flush_folder(target.absolute().parent)
    except OSError as failure:
        raise Stop(f"{target} can't be written: {failure.strerror}.") from failure
    finally:
        half.unlink(missing_ok=True)
    mark(MarkName.BACKUP, clock.now())
    took_out("backup", rows)
    says = "It is sealed." if public else "Keep it like a password."
    print(f"{target} holds everything ({archive.size(target)}). {says}")
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


def _write(half: Path, public: list[str]) -> int:
    """Everything into the file; how many rows that are, of what is counted."""
    progress = Progress("Wrote {} bytes")
    with half.open("wb") as file:
        with snapshot.held() as taken, archive.writing(file, public) as into:
            into.put(archive.MANIFEST, json.dumps(_manifest(taken), indent=1).encode())
            key: Path | None = settings.SECRET_KEY_FILE
            into.put(archive.KEY, key.read_bytes() if key is not None else b"")
            with (
                archive.running("pg_dump", *OPTIONS, taken.option, stdout=subprocess.PIPE) as dump,
                into.stream(archive.DUMP) as entry,
            ):
                assert dump.stdout is not None
                archive.copy(dump.stdout, entry, progress.tell)
        progress.end()
        file.flush()
        os.fsync(file.fileno())
    return sum(taken.counts.values())


def _manifest(taken: snapshot.Snapshot) -> dict[str, object]:
    return {
        "format": archive.FORMAT,
        "version": archive.VERSION,
        "buckstop": version("buckstop"),
        "postgresql": server_version(),
        "made_at": clock.now().isoformat(),
        "counts": taken.counts,
        "newest": taken.newest and taken.newest.isoformat(),
    }
