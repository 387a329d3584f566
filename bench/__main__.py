"""`python -m bench [NAME …]`: measure, print one table, write build/bench.json."""

import argparse
import importlib
import sys
from pathlib import Path

from bench import figures, machine

PARTS = ("accepted", "drained", "clock", "start", "pages")
KEPT = Path(__file__).resolve().parent.parent / "build" / "bench.json"


def main() -> int:
    """Run the parts that were named, or all; 0 even where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--peers", action="store_true", help="install and measure peers too")
    parser.add_argument("--json", type=Path, default=KEPT, help="where the figures are kept")
    args = parser.parse_args()
    if unknown := set(args.names) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    found: list[figures.Figure] = []
    before = machine.described()
    for name in args.names or PARTS:
        print(f"measuring: {name} …", file=sys.stderr, flush=True)
        found += importlib.import_module(f"bench.{name}").measure()
        figures.write(args.json, found, before | {"load_after": machine.described()["load"]})
    print(figures.table(found))
    print(f"load {before['load'][0]} before, {machine.described()['load'][0]} after; {args.json}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
