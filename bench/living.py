"""Run inside a house: lets the demo company live for so many days, with so much of its usual work.

At the end of each day every guarantee is asked of the whole database, and what pages count is
counted once more from the sealed entries; every thirtieth day the ledger is verified. Prints what
doesn't hold, and a line a month.
"""

import sys
import time

import buckstop.ready as _ready  # sets Django up before the models below are imported
from buckstop.demo.filling import fill
from buckstop.demo.plan import Size
from buckstop.demo.tests.recount import differences
from buckstop.kit import clock
from buckstop.ledger.models import Entry
from buckstop.ledger.verify import verify
from buckstop.problems.models import Problem
from buckstop.problems.tests.guarantees import broken

MONTH = 30  # days
__all__ = ["_ready"]


def main() -> int:
    """Live, look and say; 1 where anything didn't hold."""
    days, share = int(sys.argv[1]), float(sys.argv[2])
    begun = time.monotonic()
    wrong: list[str] = []

    def look(_share: float, what: str) -> None:
        day = int(what.split()[1])
        found = [*broken(), *differences(clock.now())]
        if day % MONTH == 0 or day == days:
            found += map(str, verify())
            counts = f"{Problem.objects.count():,} problems, {Entry.objects.count():,} entries"
            print(f"{what}: {counts}, {time.monotonic() - begun:,.0f} s", flush=True)
        wrong.extend(f"{what}: {one}" for one in found)
        for one in found:
            print(f"{what}: {one}", flush=True)

    refused = fill(progress=look, now=clock.now(), size=Size(days=days, share=share))
    print(f"{len(refused)} refused, {len(wrong)} wrong in {days + 1} days", flush=True)
    return 1 if wrong or refused else 0


if __name__ == "__main__":
    sys.exit(main())
