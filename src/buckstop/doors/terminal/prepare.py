"""What `serve` does first, in a process of its own: the tables are there, and the first person."""

import sys

from django.conf import settings

from buckstop.configuration.actions.sealing import reseal
from buckstop.doors.terminal.attached import Away, connected
from buckstop.doors.terminal.founding import found, link_of_the_first
from buckstop.doors.terminal.migrate import as_owner, bring_up

AWAY = 75
"""The exit code where the database went away meanwhile (EX_TEMPFAIL of sysexits.h)."""


def run(*, demo: bool) -> int:
    """Migrate; without anybody at the desk, make the first person; print their one-time link.

    Each step is asked for by itself, so that a start that was killed anywhere is only gone on with.
    """
    as_owner()
    try:
        _prepare(demo)
    except Away as away:
        print(f"buckstop: {away}", file=sys.stderr, flush=True)
        return AWAY
    return 0


def _prepare(demo: bool) -> None:
    with connected(migrated=False):
        bring_up()
        if settings.SECRET_KEY_FALLBACKS:
            reseal()
        if not demo:
            found()
            if link := link_of_the_first():
                print(f"First log-in, once, within 24 hours: {link}", flush=True)
