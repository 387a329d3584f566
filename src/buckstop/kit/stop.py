"""How a command ends when it can't go on."""

import sys
from collections.abc import Callable


class Stop(Exception):
    """`str()` is the one line that says why and what to do; the exit code is 1."""


def exit_code(run: Callable[[], int | None]) -> int:
    """Run a command and return its exit code; why it stopped is one line on stderr."""
    try:
        return run() or 0
    except Stop as sentence:
        print(f"buckstop: {sentence}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 141
