"""What `bench.journeys` runs in a house: its ledger from PostgreSQL to the map; prints JSON."""

import json
import time

import buckstop.ready  # noqa: F401 — Django, before what needs it
from buckstop.journeys import ledger_log
from buckstop.journeys.engine.questions import map
from buckstop.journeys.engine.selection import choose
from buckstop.journeys.engine.store import opened


def main() -> None:
    """Once, as a worker does it."""
    began = time.perf_counter()
    with opened() as store:
        ledger_log.read(store)
        choose(store)
        map.ask(store)
    print(json.dumps({"map": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
