"""Part 18: each duty of the clock, once by itself, with 100,000 problems of which 10,000 run.

`BENCH_PROBLEMS=20000 python -m bench duties` does it smaller.
"""

import json
import os

from bench import growing, house
from bench.figures import Figure

PART = "duties"
PROBLEMS = int(os.environ.get("BENCH_PROBLEMS", "100000"))
RUNNING = min(10_000, PROBLEMS // 5)
TARGET = 1  # second, of those that keep others waiting
NAMED = 0.1  # seconds: quicker ones are told together


def measure() -> list[Figure]:
    """Those that take a while, then all others."""
    with house.house("duties") as ours:
        with ours.connect() as connection:
            growing.grow(connection, growing.Grown(PROBLEMS, RUNNING, growing.soon(3600)))
        said = json.loads(ours.run("bench.dutied").splitlines()[-1])
    slow = [one for one in said if one["seconds"] >= NAMED]
    quick = sum(one["seconds"] for one in said if one["seconds"] < NAMED)
    return [
        *(
            Figure(PART, f"to {one['name']}{', beside the others' * one['long']}", one["seconds"],
                   "s", target=None if one["long"] else TARGET, more=one)
            for one in sorted(slow, key=lambda one: -one["seconds"])
        ),
        Figure(PART, f"the {len(said) - len(slow)} others together", quick, "s", target=TARGET),
    ]  # fmt: skip
