"""Part 5: pages of the desk with 1,000 and with 100,000 problems behind them, in turn."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from bench import growing, house, recorded
from bench.figures import Figure, Peer

SMALL, LARGE = 1_000, 100_000
RUNNING = 400  # at both sizes: what is open is bounded by the desk, what is closed only grows
ROUNDS = 12
MOST_MS, MOST_QUERIES, MOST_RATIO = 40, 12, 1.3

PAGES = {
    "my work": recorded.HOME_PAGE,
    "problem": recorded.TICKET_PAGE,
    "all problems": recorded.LIST_PAGE,
    "older problems": recorded.LIST_PAGE,
    "search, a rare word": recorded.SEARCH_RARE,
    "search, a common word": recorded.SEARCH_COMMON,
}
TARGETED = ("my work", "problem")


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


@contextmanager
def _asker(ours: house.House, problems: int) -> Iterator[Asker]:
    name = f"bench_{problems}"
    ours.cluster.create_database(name, "buckstop")
    with psycopg.connect(ours.cluster.url("postgres", name), autocommit=True) as connection:
        due = growing.soon(3600)
        growing.grow(connection, growing.Grown(problems, RUNNING, due))
    url = ours.cluster.url("buckstop", name)
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
    print(f"loading {LARGE:,} problems", file=sys.stderr, flush=True)
    with (
        house.house("pages") as ours,
        _asker(ours, SMALL) as small,
        _asker(ours, LARGE) as large,
    ):
        for asker in (small, large):
            for page in PAGES:
                asker.ask(page)  # warms templates, plans and the database's memory
        found = []
        for page, peers in PAGES.items():
            answers: dict[int, list[dict[str, Any]]] = {SMALL: [], LARGE: []}
            for _ in range(ROUNDS):
                answers[SMALL].append(small.ask(page))
                answers[LARGE].append(large.ask(page))
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
    cpu = {size: _all(answer, "cpu") for size, answer in answers.items()}
    queries = max(_all(answers[LARGE], "queries"))
    scans = sorted({scan for answer in answers[LARGE] for scan in answer["scans"]})
    is_target = page in TARGETED
    at = f"{page} at {LARGE:,}"
    more = {"cpu_ms": {size: statistics.median(times) for size, times in cpu.items()},
            "p95_cpu_ms": {size: _quantile(times, 0.95) for size, times in cpu.items()},
            "bytes": answers[LARGE][0]["bytes"], "load": os.getloadavg()[0]}  # fmt: skip
    found = [
        Figure("pages", f"{at}, p50", statistics.median(wall[LARGE]), "ms",
               floor=statistics.median(wall[SMALL]), floor_is=f"at {SMALL:,}",
               ratio=statistics.median(wall[LARGE]) / statistics.median(wall[SMALL]),
               target=MOST_RATIO if is_target else None, of_ratio=True, peers=peers["p50"],
               more=more),
        Figure("pages", f"{at}, p95", _quantile(wall[LARGE], 0.95), "ms",
               target=MOST_MS if is_target else None, floor=_quantile(wall[SMALL], 0.95),
               floor_is=f"at {SMALL:,}", peers=peers["p95"]),
        Figure("pages", f"{at}, queries", queries, "",
               target=MOST_QUERIES if is_target else None),
    ]  # fmt: skip
    if not is_target:
        found.append(Figure("pages", f"{at}, big tables read whole", len(scans), "", target=0,
                            more={"scans": scans}))  # fmt: skip
    return found
