"""The drill of chains: `python -m bench.writers [WRITERS [TURNS]]`, in a house of its own.

Half of the writers are in a process beside. Their clocks are wrong by up to an hour, and a fifth of
what they begin they give up halfway. Afterwards every chain is verified.
"""

import sys
import time

from bench import house

WRITERS, TURNS = 64, 100


def main() -> None:
    """Say how many wrote how much, how long that took, and that every chain is whole."""
    given = [int(word) for word in sys.argv[1:]]
    writers, turns = [*given, *(WRITERS, TURNS)[len(given) :]]
    with house.house("writers") as ours:
        begun = time.monotonic()
        print(ours.run("bench.writing", str(writers // 2), str(turns)), end="")
        print(f"It took {time.monotonic() - begun:.0f} s.")


if __name__ == "__main__":
    main()
