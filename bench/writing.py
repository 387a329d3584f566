"""Run in front of one database: writes into chains, and lets a process beside write into the same.

`bench.writers` has the drill, `ledger/tests` the writers.
"""

import subprocess
import sys
from uuid import UUID

import buckstop.ready as _ready  # sets Django up before what follows is imported
from buckstop.ledger.tests import history, writers

CHAINS = 4

__all__ = ["_ready"]


def beside(each: int, turns: int, keys: list[str]) -> None:
    """The other process: prints how many entries stayed."""
    things = [history.Thing(UUID(key)) for key in keys]
    print(writers.write(things, each, turns, seed=2))


def first(each: int, turns: int) -> None:
    """The one that begins, and verifies what both wrote."""
    things = [history.begin() for _ in range(CHAINS)]
    keys = [str(thing.chain_id) for thing in things]
    typed = [sys.executable, "-m", "bench.writing", str(each), str(turns), *keys]
    with subprocess.Popen(typed, stdout=subprocess.PIPE, text=True) as other:
        stayed = writers.write(things, each, turns, seed=1)
        said, _ = other.communicate()
    stayed += int(said)
    writers.check(things, stayed)
    print(f"{each * 2} writers wrote {stayed:,} entries in {CHAINS} chains: all are whole.")


if __name__ == "__main__":
    each, turns = map(int, sys.argv[1:3])
    if sys.argv[3:]:
        beside(each, turns, sys.argv[3:])
    else:
        first(each, turns)
