"""`buckstop archive FOLDER --before DATE`, and what `buckstop ledger verify --archive` reads."""

import argparse
import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

from buckstop.doors.terminal.operator import took_out
from buckstop.doors.terminal.progress import Progress
from buckstop.kit import clock
from buckstop.kit.stop import Stop
from buckstop.ledger.archive_verifier import MANIFEST, Changed, sum_of
from buckstop.ledger.archiving import archive, unlike
from buckstop.ledger.rows import Broken

SETTLED = timedelta(days=1)
"""How old an entry is at least: by then its transaction has ended."""


def run(args: argparse.Namespace) -> int:
    """Write the months that are missing."""
    until = _until(args.before)
    progress = Progress("Wrote {} entries")
    try:
        count = archive(args.folder, until, progress.tell)
    except Changed as wrong:
        raise Stop(f"Nothing was added, since {wrong}. Choose another folder.") from wrong
    except OSError as failure:
        raise Stop(f"{args.folder} can't be written: {failure.strerror}.") from failure
    progress.end()
    if not count:
        print(f"Nothing before {until:%Y-%m-%d} is missing in {args.folder}.")
        return 0
    took_out("archive", count)
    print(f"{count:,} entries from before {until:%Y-%m-%d} were added to {args.folder}.")
    print("Keep this sum elsewhere, and the folder where nothing is written twice:")
    print(f"{sum_of(args.folder / MANIFEST)}  {MANIFEST}")
    print(f"buckstop ledger verify --archive {args.folder}")
    return 0


def _until(said: str) -> datetime:
    """The first of the month that was said: months are whole."""
    try:
        day = datetime.strptime(said, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise Stop(f"“{said}” is no date: write it as 2026-01-01.") from None
    if day > clock.now() - SETTLED:
        raise Stop("Only what is a day old can be archived: say an earlier date.")
    return day.replace(day=1)


def compared(folder: Path, most: int) -> tuple[int, list[Broken]]:
    """How many entries an archive has, and what the ledger has otherwise. Raises Stop where the
    archive itself was changed."""
    progress, checked = Progress("Compared {} archived entries"), 0

    def tell(done: int) -> None:
        nonlocal checked
        checked = done
        progress.tell(done)

    try:
        found = list(itertools.islice(unlike(folder, tell), most))
    except (Changed, ValueError, KeyError, EOFError) as wrong:
        raise Stop(f"The archive was changed: {wrong}.") from wrong
    except OSError as failure:
        raise Stop(f"{folder} can't be read: {failure.strerror or failure}.") from failure
    progress.end()
    return checked, found
