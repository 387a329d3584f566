"""Part 5: pages of the desk with 100,000 and a million problems behind them, in turn, of which
10,000 run; and how long a million takes to grow."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from bench import growing, house, recorded
from bench.figures import Figure, Peer

SMALL, LARGE = 100_000, 1_000_000
RUNNING = 10_000  # at both sizes: what is open is bounded by the desk, what is closed only grows
ROUNDS = 12
P50_MS, P95_MS, MOST_QUERIES, MOST_RATIO = 8, 12, 12, 1.2
MOST_GROWING = 300  # seconds

PAGES = {
    "my work": recorded.HOME_PAGE,
    "problem": recorded.TICKET_PAGE,
    "all problems": recorded.LIST_PAGE,
    "customer's page": recorded.NO_PAGE,
    "older problems": recorded.LIST_PAGE,
    "metrics": recorded.NO_PAGE,
    "search, a rare word": recorded.SEARCH_RARE,
    "search, a common word": recorded.SEARCH_COMMON,
}
TARGETED = ("my work", "problem", "all problems", "customer's page")
OWN_P95_MS = {"search, a rare word": 15, "search, a common word": 25, "metrics": 50}


@dataclass
class Asker:
    """A process with Django's whole WSGI stack, in front of one database."""

    process: "subprocess.Popen[str]"

    def ask(self, page: str) -> dict[str, Any]:
        """Some requests of a page: milliseconds, queries and plans."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(page + "\n")
        self.process.stdin.flush()
        found: dict[str, Any] = json.loads(self.process.stdout.readline())
        return found


def named(problems: int) -> str:
    """The database of so many."""
    return f"bench_{problems}"


def grow(ours: house.House, problems: int, running: int) -> float:
    """A database with so many problems; seconds that it took."""
    name = named(problems)
    ours.cluster.create_database(name, "buckstop")
    begun = time.monotonic()
    with psycopg.connect(ours.cluster.url("postgres", name), autocommit=True) as connection:
        due = growing.soon(3600)
        growing.grow(connection, growing.Grown(problems, running, due))
    return time.monotonic() - begun


@contextmanager
def asker(ours: house.House, problems: int) -> Iterator[Asker]:
    url = ours.cluster.url("buckstop", named(problems))
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.asking"], env=ours.environment | {"DATABASE_URL": url},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield Asker(process)
    finally:
        process.terminate()
        process.wait()


def measure() -> list[Figure]:
    """Each page at each size, the sizes in turn, so that a busy moment hits both."""
    with house.house("pages") as ours:
        took = {}
        for size in (SMALL, LARGE):
            print(f"loading {size:,} problems", file=sys.stderr, flush=True)
            took[size] = grow(ours, size, RUNNING)
        with asker(ours, SMALL) as small, asker(ours, LARGE) as large:
            found = _measure({SMALL: small, LARGE: large})
    grown = Figure("pages", f"{LARGE:,} problems grown in", took[LARGE], "s", target=MOST_GROWING)
    return [grown, *found]


def _measure(askers: dict[int, Asker]) -> list[Figure]:
    for one in askers.values():
        for page in PAGES:
            one.ask(page)  # warms templates, plans and the database's memory
    found = []
    for page, peers in PAGES.items():
        answers: dict[int, list[dict[str, Any]]] = {size: [] for size in askers}
        for _ in range(ROUNDS):
            for size, one in askers.items():
                answers[size].append(one.ask(page))
        found += _figures(page, answers, peers)
    return found


def _quantile(times: list[float], part: float) -> float:
    return sorted(times)[min(int(len(times) * part), len(times) - 1)]


def _all(answers: list[dict[str, Any]], name: str) -> list[float]:
    return [value for answer in answers for value in answer[name]]


def _figures(
    page: str, answers: dict[int, list[dict[str, Any]]], peers: dict[str, list[Peer]]
) -> list[Figure]:
    wall = {size: _all(answer, "ms") for size, answer in answers.items()}
    p50 = {size: statistics.median(times) for size, times in wall.items()}
    queries = max(_all(answers[SMALL], "queries"))
    scans = sorted({scan for one in answers.values() for at in one for scan in at["scans"]})
    is_target = page in TARGETED
    at = f"{page} at {SMALL:,}"
    return [
        Figure("pages", f"{at}, p50", p50[SMALL], "ms", target=P50_MS if is_target else None,
               peers=peers["p50"], more=_more(answers)),
        Figure("pages", f"{at}, p95", _quantile(wall[SMALL], 0.95), "ms",
               target=P95_MS if is_target else OWN_P95_MS.get(page), peers=peers["p95"]),
        Figure("pages", f"{page} at {LARGE:,}, p50", p50[LARGE], "ms", floor=p50[SMALL],
               floor_is=f"at {SMALL:,}", ratio=p50[LARGE] / p50[SMALL], of_ratio=True,
               target=MOST_RATIO if is_target else None,
               more={"p95": _quantile(wall[LARGE], 0.95)}),
        Figure("pages", f"{at}, queries", queries, "",
               target=MOST_QUERIES if is_target else None),
        Figure("pages", f"{page}, big tables read whole", len(scans), "", target=0,
               more={"scans": scans}),
    ]  # fmt: skip


def _more(answers: dict[int, list[dict[str, Any]]]) -> dict[str, Any]:
    cpu = {size: _all(answer, "cpu") for size, answer in answers.items()}
    return {
        "cpu_ms": {size: statistics.median(times) for size, times in cpu.items()},
        "p95_cpu_ms": {size: _quantile(times, 0.95) for size, times in cpu.items()},
        "bytes": answers[SMALL][0]["bytes"],
        "load": os.getloadavg()[0],
    }
