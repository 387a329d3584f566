"""`python -m bench.nab FOLDER`: the detector on Numenta's labelled series, by Numenta's scoring.

FOLDER is a copy of NAB's `data` with its `labels` (of which nothing is in this project). With
`--write` the table goes into docs/detectors.md.
"""

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np

from bench.nab_scoring import PROFILES, Scored, at, reached
from buckstop.signals.detectors.general import onsets, surprises

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "detectors.md"


def series(folder: Path) -> list[Scored]:
    """Every labelled series that is there, as the detector sees it row after row."""
    labels = json.loads((folder / "labels" / "combined_windows.json").read_text())
    files = sorted(name for name in labels if (folder / name).exists())
    return [_scored(folder / name, labels[name]) for name in files]


def _scored(file: Path, labelled: Sequence[Sequence[str]]) -> Scored:
    with file.open() as opened:
        read = list(csv.reader(opened))[1:]
    rows = [(datetime.fromisoformat(when), float(value)) for when, value in read]
    # a plain difference of what the clock showed: the files name no zone
    seconds = np.array([(when - rows[0][0]).total_seconds() for when, _ in rows])
    values = np.array([value for _, value in rows])
    windows = []
    for first, last in labelled:
        begins, ends = datetime.fromisoformat(first), datetime.fromisoformat(last)
        inside = [n for n, (when, _) in enumerate(rows) if begins <= when <= ends]
        windows.append((inside[0], inside[-1]))
    return Scored(onsets(surprises(seconds, values)).tolist(), sorted(windows))


def table(files: Sequence[Scored]) -> str:
    """What it reaches in each profile, and with a threshold of other files."""
    windows = sum(len(one.windows) for one in files)
    lines = [
        f"{len(files)} series, {windows} labelled windows.",
        "",
        "| profile | score | found | false alarms | threshold of the other half |",
        "|---|---|---|---|---|",
    ]
    for name, profile in PROFILES.items():
        best = reached(files, profile)
        halves = files[::2], files[1::2]
        carried = sum(
            at(half, profile, reached(other, profile).threshold).score
            * sum(len(one.windows) for one in half)
            for half, other in (halves, halves[::-1])
        )
        lines.append(
            f"| {name} | {best.score:.1f} | {best.found} of {windows} | {best.wrong} "
            f"| {carried / windows:.1f} |"
        )
    return "\n".join([*lines, ""])


def put(name: str, found: str) -> None:
    """Write a table where the document has its place of that name."""
    begins, ends = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    head, rest = DOCUMENT.read_text().split(begins)
    DOCUMENT.write_text(f"{head}{begins}{found}{ends}{rest.split(ends)[1]}")


def main() -> int:
    """Print the table, or write it where it belongs."""
    parser = argparse.ArgumentParser(prog="python -m bench.nab", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="into docs/detectors.md")
    args = parser.parse_args()
    found = table(series(args.folder))
    print(found)
    if args.write:
        put("nab", found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
