"""`python -m bench.calibration`: false alarms where nothing is wrong, and steps in counts.

With `--write` the tables go into docs/detectors.md.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.nab import put
from buckstop.signals.detectors import alarms, counts
from buckstop.signals.detectors.general import LEAST, onsets, surprises

ROWS, STEP, ROUNDS = 8_640, 300.0, 6
WEEKS, STEPS = 12, 200
type Series = Callable[[np.random.Generator, NDArray[np.floating[Any]]], NDArray[np.floating[Any]]]


def _day(seconds: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    return np.sin(2 * np.pi * seconds / 86_400)


NOTHING_WRONG: Mapping[str, Series] = {
    "normal noise": lambda rng, at: rng.normal(size=len(at)),
    "noise that follows itself": lambda rng, at: np.convolve(
        rng.normal(size=len(at) + 5), np.ones(6) / 6, "valid"
    ),
    "counts of five": lambda rng, at: rng.poisson(5, len(at)).astype(float),
    "counts with days": lambda rng, at: rng.poisson(20 + 15 * _day(at)).astype(float),
    "days with outliers": lambda rng, at: 10 * _day(at) + rng.standard_t(4, len(at)),
    "long tails": lambda rng, at: np.exp(rng.normal(size=len(at))),
}


def false_alarms(kind: Series) -> dict[alarms.Often, float]:
    """How many alarms a month that series makes."""
    at = np.arange(ROWS) * STEP
    found = dict.fromkeys(alarms.Often, 0.0)
    for seed in range(ROUNDS):
        surprise = surprises(at, kind(np.random.default_rng(seed), at))
        for often in alarms.Often:
            level = alarms.level(often, step=STEP)
            said = onsets(np.where(surprise >= level, surprise, 0.0))
            found[often] += np.count_nonzero(said) / ROUNDS * ROWS / (ROWS - LEAST)
    return found


def stepped() -> list[tuple[str, float, float]]:
    """Reports an hour that treble in a random hour: by ours and by fixed thresholds, the false
    alarms a month and the hours until the step is seen (24 where it isn't)."""
    rng = np.random.default_rng(11)
    hours = np.arange(WEEKS * counts.WEEK)
    rate = 2 + 6 * ((hours % 24 > 7) & (hours % 24 < 18) & (hours % counts.WEEK < 120))
    chance = alarms.seldom(alarms.Often.MONTH, looks=24 * 30)
    rules: dict[str, Callable[[list[int], int], bool]] = {
        "ours, once a month": lambda past, now: (
            counts.tail(now, *counts.expected(past, hour=len(past))) < chance
        ),
        "more than 12": lambda past, now: now > 12,
        "more than 18": lambda past, now: now > 18,
    }
    return [(name, *_of(rule, rate, rng.spawn(1)[0])) for name, rule in rules.items()]


def _of(
    rule: Callable[[list[int], int], bool], rate: NDArray[np.int64], rng: np.random.Generator
) -> tuple[float, float]:
    learnt = len(rate) // 2
    wrong = delays = 0.0
    usual = [int(n) for n in rng.poisson(rate)]
    for hour in range(learnt, len(rate)):
        wrong += rule(usual[:hour], usual[hour])
    for _ in range(STEPS):
        begins = int(rng.integers(learnt, len(rate) - 24))
        counted = usual[:begins] + [int(n) for n in rng.poisson(3 * rate[begins:])]
        seen = (h for h in range(24) if rule(counted[: begins + h], counted[begins + h]))
        delays += next(seen, 24) / STEPS
    return wrong / ((len(rate) - learnt) / 720), delays


def tables() -> str:
    """Both, as they stand in the document."""
    lines = [
        "| series of which nothing is wrong | a week | a month | a quarter |",
        "|---|---|---|---|",
    ]
    for name, kind in NOTHING_WRONG.items():
        found = " | ".join(f"{n:.1f}" for n in false_alarms(kind).values())
        lines.append(f"| {name} | {found} |")
    lines += ["", "| reports an hour that treble | false alarms a month | hours until seen |"]
    lines += ["|---|---|---|"]
    lines += [f"| {name} | {wrong:.1f} | {delay:.1f} |" for name, wrong, delay in stepped()]
    return "\n".join([*lines, ""])


def main() -> int:
    """Print the tables, or write them where they belong."""
    parser = argparse.ArgumentParser(prog="python -m bench.calibration", description=__doc__)
    parser.add_argument("--write", action="store_true", help="into docs/detectors.md")
    found = tables()
    print(found)
    if parser.parse_args().write:
        put("calibration", found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
