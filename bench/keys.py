"""Run inside a house: prints so many keys of programs that write."""

import sys

import buckstop.ready as _ready  # sets Django up before what follows is imported
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.people.actions.staff import add_key

__all__ = ["_ready"]

if __name__ == "__main__":
    for number in range(int(sys.argv[1])):
        print(add_key(name=f"Bench {number}", scope="write", by=DESK, at=clock.now())[1])
