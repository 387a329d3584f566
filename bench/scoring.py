"""Run in front of one database: reckons the months of suppliers, reads their cards, says how long.

The last line is JSON: `counted` in seconds, `card` and `all` in milliseconds (p95).
"""

import json
import time
from collections.abc import Callable

import buckstop.ready as _ready  # sets Django up before what follows is imported
from bench.spans import p95, spans_of
from buckstop.kit import clock
from buckstop.suppliers.actions.counting import count_months
from buckstop.suppliers.queries import suppliers
from buckstop.suppliers.scorecard import card, totals

ROUNDS = 40

__all__ = ["_ready"]


def _p95(do: Callable[[int], object]) -> float:
    return p95(spans_of(ROUNDS, do))


def main() -> None:
    """Reckon first, so that the cards have what they read."""
    begun = time.perf_counter()
    while count_months():
        pass
    counted = time.perf_counter() - begun
    there, now = list(suppliers()), clock.now()
    said = {
        "counted": counted,
        "card": _p95(lambda number: card(there[number % len(there)], now)),
        "all": _p95(lambda _number: totals(now)),
    }
    print(json.dumps(said))


if __name__ == "__main__":
    main()
