"""The `buckstop` command: reads what was typed, then runs the one module that does it."""

import importlib
import os
import sys

from buckstop.doors.terminal.arguments import parser
from buckstop.kit.stop import Stop


def main() -> int:
    """Run the command; returns the exit code. What goes wrong is one line, never a traceback."""
    args = parser().parse_args()
    if args.data is not None:
        os.environ["BUCKSTOP_DATA"] = str(args.data.expanduser().resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "buckstop.settings")
    try:
        if not args.light:
            importlib.import_module("buckstop.ready")
        return importlib.import_module(args.module).run(args) or 0
    except Stop as sentence:
        print(f"buckstop: {sentence}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 141


if __name__ == "__main__":
    sys.exit(main())
