"""What `buckstop export` and `buckstop archive` are typed with."""

from collections.abc import Callable
from pathlib import Path
from typing import Any


def leaving(command: Callable[..., Any], commands: Any) -> None:
    """Add them to the commands, as `command` adds one."""
    export = command(
        commands,
        "export",
        "doors.terminal.leaving.command",
        "write everything out, for another program",
        "Writes every table and every problem as lines of JSON with their schema, and mails, "
        "attachments and pictures as files beside, as all was at one instant; with a program of "
        "Python's standard library that checks it anywhere.",
    )
    export.add_argument("folder", metavar="DIR", type=Path, help="an empty folder, or none yet")
    archive = command(
        commands,
        "archive",
        "doors.terminal.cold",
        "write older entries into files that verify by themselves",
        "Writes the ledger's entries of whole months, without what people wrote, beside a program "
        "of Python's standard library that checks them. Again adds the months since.",
    )
    archive.add_argument("folder", metavar="FOLDER", type=Path, help="new, or one of before")
    archive.add_argument(
        "--before", metavar="DATE", required=True, help="months before this date, as 2026-01-01"
    )
