"""A real Request Tracker 5 with tickets made here is imported, and compared ticket by ticket.

Killed on the way (kill -9) and run again until it came to its end, then once more, which must bring
nothing; then compared by the product, signed off, and compared apart from it (`coming_from`).
`TICKETS=100 python -m bench coming` is a shorter one; `RT_FILE=…` takes one that is filled already.
"""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import psycopg

from bench import house
from bench.coming_from.comparing import Compared, compared
from bench.coming_from.request_tracker import PASSWORD, USER, RequestTracker, missing
from bench.figures import Figure

PART = "coming"
NAME = "Request Tracker"
TICKETS = int(os.environ.get("TICKETS", "2000"))
KILLS = 3
SHOWN = 20
CAME = "SELECT count(*) FROM arrivals_arrival"
THERE = """
SELECT (SELECT count(*) FROM problems_problem), (SELECT count(*) FROM conversations_message),
    (SELECT count(*) FROM conversations_attachment), (SELECT count(*) FROM people_person)
"""
LEFT = "SELECT count(*) FROM outbox_delivery"
SIGNER = "admin@desk.example"


@dataclass
class Took:
    """Seconds: to make the tickets, to bring them, to find that nothing is new."""

    filling: float
    bringing: float = 0.0
    again: float = 0.0


def measure() -> list[Figure]:
    """How many came, how many are the same on both sides, how fast; again brings nothing new."""
    if why := missing():
        raise SystemExit(why)
    with house.house(PART) as made, house.folder("rt") as folder:
        there = RequestTracker(folder)
        filled = os.environ.get("RT_FILE")
        if filled:
            shutil.copyfile(filled, there.file)
        took = Took(0.0 if filled else there.fill(TICKETS))
        _tell(f"filled in {took.filling:.0f} s; importing")
        with there.serving():
            killed = _bring(made, there, took)
            with made.connect() as connection:
                found = compared(there.file, connection, NAME)
            _tell(f"{found.same} the same, {len(found.differ)} differ, {found.left_out} left out")
            for line in found.differ[:SHOWN]:
                _tell(line)
            checked = _typed(made, "check", NAME, there.address, "--user", USER)
            _tell(_said(checked))
            made.run("buckstop", "staff", "add", SIGNER, "--name", "Ada", "--role", "admin")
            signed = _typed(made, "sign-off", NAME, "--by", SIGNER)
            _tell(_said(signed))
            before = _asked(made, THERE)
            took.again = _import(made, there)
            new = _asked(made, THERE) != before
        mailed = _asked(made, LEFT)[0]
    said = {"both sides": _said(checked), "signed": _said(signed)}
    return [
        *_figures(found, took, said),
        Figure(PART, "kills (-9) on the way", killed, ""),
        Figure(PART, "rows that are new after once more", int(new), "", target=0),
        Figure(PART, "the product’s own comparison ended with", checked.returncode, "", target=0),
        Figure(PART, "signing off ended with", signed.returncode, "", target=0),
        Figure(PART, "mails to anybody", mailed, "", target=0),
    ]


def _figures(found: Compared, took: Took, said: dict[str, str]) -> list[Figure]:
    whole = found.same + found.left_out + len(found.differ)
    counted = {"messages": found.messages, "files": found.files, "people": found.people}
    return [
        Figure(PART, "tickets that differ", len(found.differ), "", target=0,
               more={"in all": whole, "differ": found.differ[:SHOWN], **said}),
        Figure(PART, "tickets that are the same, message by message", found.same, "",
               more=counted),
        *(Figure(PART, f"their {what}", count, "") for what, count in counted.items()),
        Figure(PART, "left out, with the reason (merged, deleted)", found.left_out, ""),
        Figure(PART, "tickets a second, read over its API", whole / took.bringing, "/s",
               better="more"),
        Figure(PART, "the same again, nothing new", took.again, "s"),
        Figure(PART, "Request Tracker took to make them", took.filling, "s"),
    ]  # fmt: skip


def _bring(made: house.House, there: RequestTracker, took: Took) -> int:
    """Import to the end; killed each time when as many more have come. Returns how often."""
    begun, killed = time.monotonic(), 0
    with made.connect() as connection:
        for number in range(1, KILLS + 1):
            process = _started(made, there)
            wanted = TICKETS * number // (KILLS + 1)
            while process.poll() is None and _count(connection) < wanted:
                time.sleep(0.05)
            if process.poll() is None:
                process.kill()
                killed += 1
                _tell(f"killed at {_count(connection)}")
            process.wait()
    _import(made, there)
    took.bringing = time.monotonic() - begun
    return killed


def _tell(said: str) -> None:
    """Each as it is known: all of it takes long."""
    print(f"{time.strftime('%H:%M:%S')} {said}", file=sys.stderr, flush=True)


def _count(connection: "psycopg.Connection[Any]") -> int:
    [count] = connection.execute(CAME).fetchone() or (0,)
    return count


def _asked(made: house.House, query: str) -> tuple[int, ...]:
    with made.connect() as connection:
        return connection.execute(query.encode()).fetchone() or ()


def _started(made: house.House, there: RequestTracker) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-m", "buckstop", "import", "rt", there.address, "--user", USER],
        env=made.environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(PASSWORD + "\n")
    process.stdin.close()
    return process


def _typed(made: house.House, *words: str | int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "buckstop", "import", *map(str, words)],
        env=made.environment, input=PASSWORD, capture_output=True, text=True, check=False,
    )  # fmt: skip


def _import(made: house.House, there: RequestTracker) -> float:
    begun = time.monotonic()
    ran = _typed(made, "rt", there.address, "--user", USER)
    if ran.returncode:
        raise SystemExit(f"`buckstop import rt` ended with {ran.returncode}: {ran.stderr[-500:]}")
    return time.monotonic() - begun


def _said(ran: subprocess.CompletedProcess[str]) -> str:
    return (ran.stdout.strip() or ran.stderr.strip())[-500:]
