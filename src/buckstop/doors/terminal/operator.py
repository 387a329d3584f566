"""Who types at the terminal, as the machine knows them; what they take out is on record."""

import getpass
import os
from uuid import UUID

from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.oversight.actions.exporting import note_export


def operator() -> str:
    """Their name on this machine; the number of who has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def took_out(what: str, rows: int, *, problem: UUID | None = None) -> None:
    """Somebody took something out by a command."""
    note_export(what=what, rows=rows, problem=problem, operator=operator(), by=DESK, at=clock.now())
