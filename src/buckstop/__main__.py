"""The `buckstop` command: reads what was typed, then runs the one module that does it."""

import argparse
import io
import os
import sys
from collections.abc import Callable
from importlib import import_module

from buckstop.doors.terminal.arguments import parser
from buckstop.environment import check_names
from buckstop.kit.stop import exit_code


def main() -> int:
    """Run the command; returns the exit code. What goes wrong is one line, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a path may hold what isn't text
            stream.reconfigure(errors="backslashreplace")
    args = parser().parse_args()
    return exit_code(lambda: run(args))


def run(args: argparse.Namespace) -> int | None:
    """Import what the command needs, in order, and run it: `--help` needs none of it."""
    check_names()
    if args.data is not None:
        os.environ["BUCKSTOP_DATA"] = str(args.data.expanduser().resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "buckstop.settings")
    if args.first:
        import_module(args.first).run(args)
    import_module("buckstop.ready")
    command: Callable[[argparse.Namespace], int | None] = import_module(args.module).run
    if not args.attached:
        return command(args)
    with import_module("buckstop.doors.terminal.attached").database(founded=args.founded):
        return command(args)


if __name__ == "__main__":
    sys.exit(main())
