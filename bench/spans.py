"""How long something takes, done again and again."""

import time
from collections.abc import Callable, Sequence
from statistics import quantiles


def spans_of(rounds: int, do: Callable[[int], object]) -> list[float]:
    """Milliseconds of each round; `do` is told which it is."""
    spans = []
    for number in range(rounds):
        begun = time.perf_counter()
        do(number)
        spans.append((time.perf_counter() - begun) * 1000)
    return spans


def p95(spans: Sequence[float]) -> float:
    """What 95 of a hundred take at most."""
    return quantiles(spans, n=20)[-1]
