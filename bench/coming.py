"""A real Request Tracker 5 with tickets made here is imported, and compared ticket by ticket.

`TICKETS=100 python -m bench coming` is a shorter one; `RT_FILE=…` takes one that is filled already.
"""

import os
import shutil
import subprocess
import sys
import time

from bench import house
from bench.coming_from.comparing import Compared, compared
from bench.coming_from.request_tracker import PASSWORD, USER, RequestTracker, missing
from bench.figures import Figure

PART = "coming"
TICKETS = int(os.environ.get("TICKETS", "2000"))
SHOWN = 20


def measure() -> list[Figure]:
    """How many came, how many are the same on both sides, how fast; again brings nothing new."""
    if why := missing():
        raise SystemExit(why)
    with house.house("coming") as made, house.folder("rt") as folder:
        there = RequestTracker(folder)
        filled = os.environ.get("RT_FILE")
        if filled:
            shutil.copyfile(filled, there.file)
        seconds = 0.0 if filled else there.fill(TICKETS)
        with there.serving():
            came = _import(made, there)
            again = _import(made, there)
            checked = _checked(made, there)
        with made.connect() as connection:
            found = compared(there.file, connection, "Request Tracker")
    for line in found.differ[:SHOWN]:
        print(f"  {line}", file=sys.stderr)
    return _figures(found, seconds, came, again, checked)


def _figures(
    found: Compared, filled: float, came: float, again: float, checked: str
) -> list[Figure]:
    whole = found.same + found.left_out + len(found.differ)
    return [
        Figure(PART, "tickets that differ", len(found.differ), "", target=0,
               more={"in all": whole, "differ": found.differ[:SHOWN], "both sides": checked}),
        Figure(PART, "tickets that are the same, message by message", found.same, "",
               more={"messages": found.messages, "files": found.files}),
        Figure(PART, "left out, with the reason (merged, deleted)", found.left_out, ""),
        Figure(PART, "tickets a second, read over its API", whole / came, "/s", better="more"),
        Figure(PART, "the same again, nothing new", again, "s"),
        Figure(PART, "Request Tracker took to make them", filled, "s"),
    ]  # fmt: skip


def _typed(
    made: house.House, there: RequestTracker, *words: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "buckstop", "import", *words, there.address, "--user", USER],
        env=made.environment, input=PASSWORD, capture_output=True, text=True, check=False,
    )  # fmt: skip


def _import(made: house.House, there: RequestTracker) -> float:
    begun = time.monotonic()
    ran = _typed(made, there, "rt")
    if ran.returncode:
        raise SystemExit(f"`buckstop import rt` ended with {ran.returncode}: {ran.stderr[-500:]}")
    return time.monotonic() - begun


def _checked(made: house.House, there: RequestTracker) -> str:
    """What our own comparison of both sides says."""
    ran = _typed(made, there, "check", "Request Tracker")
    return f"{ran.returncode}: {ran.stdout.strip() or ran.stderr.strip()}"[-500:]
