"""`python -m bench [NAME …]`: measure, print one table, write build/bench.json."""

import argparse
import importlib
import sys
from pathlib import Path
from typing import Any

from bench import figures, machine, peers

PARTS = (
    "accepted",
    "drained",
    "clock",
    "duties",
    "start",
    "pages",
    "served",
    "order",
    "desk",
    "coverage",
    "help",
    "channels",
    "journeys",
    "foresight",
    "failover",
    "coming",
    "attack",
    "million",
)
KEPT = Path(__file__).resolve().parent.parent / "build" / "bench.json"


def said(of: dict[str, Any]) -> str:
    """The machine in two lines: what it is, and whether others used it meanwhile."""
    moments = {"before": {"load": of["load"], "pace_ms": of["pace_ms"]}, **of["moments"]}
    busy = ", ".join(f"{at} {m['load']} ({m['pace_ms']} ms)" for at, m in moments.items())
    what = f"{of['cores']} cores of {of['processor']}, Linux {of['kernel']}, Python {of['python']}"
    return f"{what}\nload (and processor time of a fixed loop): {busy}"


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
    before, moments = machine.described(), {}
    for name in args.names or PARTS:
        print(f"measuring: {name} …", file=sys.stderr, flush=True)
        found += importlib.import_module(f"bench.{name}").measure()
        moments[f"after {name}"] = machine.moment()
        figures.write(args.json, found, before | {"moments": moments})
    if args.peers:
        print("measuring: peers …", file=sys.stderr, flush=True)
        measured = peers.measure()
        found += [*measured, *peers.put_beside(found, measured)]
        figures.write(args.json, found, before | {"moments": moments})
    print(figures.table(found))
    print(said(before | {"moments": moments}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
