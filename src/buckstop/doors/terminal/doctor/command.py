"""The looks, in order: what is on this machine, then the database, then what the house does."""

import argparse
from collections.abc import Iterator
from importlib.metadata import version

from buckstop.doors.terminal.attached import database
from buckstop.doors.terminal.doctor import around, keeping, machine, server, work
from buckstop.doors.terminal.doctor.found import Found, each
from buckstop.doors.terminal.migrate import as_owner
from buckstop.kit.stop import Stop


def run(args: argparse.Namespace) -> int:
    """Look at everything, a line each, and mend what may be; 1 where something is wrong."""
    wrong = 0
    for found in _found(migrate=args.fix and args.migrate):
        told = _mended(found) if args.fix else found
        print(told, flush=True)
        wrong += not told.is_well
    return 1 if wrong else 0


def _found(*, migrate: bool) -> Iterator[Found]:
    yield Found("version", True, f"Buckstop {version('buckstop')}.")
    for look in (*machine.LOOKS, *around.LOOKS):
        yield from each(look)
    if migrate:
        as_owner()
    try:
        with database(migrated=False):
            yield from _inside(migrate=migrate)
    except Stop as away:
        yield Found("database", False, str(away))


def _inside(*, migrate: bool) -> Iterator[Found]:
    yield server.version()
    tables = server.tables()
    if not tables.is_well and migrate:
        server.migrate()
        yield Found("tables", True, "They are of this version now.", mended=True)
    else:
        yield tables
        if not tables.is_well:
            return
    for look in (*server.LOOKS, *around.WITH_SETTINGS, *work.LOOKS, *keeping.LOOKS):
        yield from each(look)


def _mended(found: Found) -> Found:
    if found.is_well or found.mend is None:
        return found
    try:
        return found.fixed()
    except OSError as no:
        return Found(found.what, False, f"{found.says} It couldn't be mended: {no}.", found.do)
