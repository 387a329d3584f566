"""What `serve` does first, in a process of its own: the tables are there, and the first person."""

from buckstop.doors.terminal.attached import connected
from buckstop.doors.terminal.founding import found, link_of_the_first
from buckstop.doors.terminal.migrate import as_owner, bring_up


def run(*, demo: bool) -> int:
    """Migrate; without anybody at the desk, make the first person; print their one-time link.

    Each step is asked for by itself, so that a start that was killed anywhere is only gone on with.
    """
    as_owner()
    with connected(migrated=False):
        bring_up()
        if not demo:
            found()
            if link := link_of_the_first():
                print(f"First log-in, once, within 24 hours: {link}", flush=True)
    return 0
