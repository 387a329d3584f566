"""What `buckstop export` is typed with."""

from collections.abc import Callable
from pathlib import Path
from typing import Any


def leaving(command: Callable[..., Any], commands: Any) -> None:
    """Add it to the commands, as `command` adds one."""
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
