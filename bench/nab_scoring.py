"""Numenta's scoring of detectors of anomalies, as its paper and its sweeper say it. Pure.

A row above the threshold inside a window is a true one: the first of a window counts, and the
earlier the more. Every row above it elsewhere is a false alarm, which costs less just after a
window. What is reached stands between a detector that says nothing (0) and a perfect one (100).
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

PROBATION, LONGEST = 0.15, 5000


@dataclass(frozen=True, slots=True)
class Profile:
    """What a found, a missed and a wrongly seen anomaly count."""

    found: float
    missed: float
    wrong: float


PROFILES = {
    "standard": Profile(1.0, 1.0, 0.11),
    "reward few false alarms": Profile(1.0, 1.0, 0.22),
    "reward few missed": Profile(1.0, 2.0, 0.11),
}


@dataclass(frozen=True, slots=True)
class Scored:
    """A file: how surprising each row is, and the first and last rows of its windows."""

    surprise: Sequence[float]
    windows: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Reached:
    """The best that one threshold reaches over all files, with what it found and got wrong."""

    score: float
    threshold: float
    found: int
    windows: int
    wrong: int


def sigmoid(place: float) -> float:
    """What a row counts at a place relative to a window, whose first row is -1, its last 0."""
    return -1.0 if place > 3 else 2 / (1 + math.exp(5 * place)) - 1


def probation(rows: int) -> int:
    """How many rows at the start aren't scored: a detector learns from them."""
    return math.floor(PROBATION * min(rows, LONGEST))


@dataclass(frozen=True, slots=True)
class _Row:
    surprise: float
    window: tuple[int, int] | None  # which file's which window
    worth: float


def _rows(number: int, file: Scored, profile: Profile) -> Iterable[_Row]:
    top = sigmoid(-1.0)
    windows = list(file.windows)
    before: tuple[int, int] | None = None
    for row in range(len(file.surprise)):
        while windows and row > windows[0][1]:
            before = windows.pop(0)
        if row < probation(len(file.surprise)):
            continue
        inside = bool(windows) and windows[0][0] <= row
        if inside:
            first, last = windows[0]
            place = -(last - row + 1) / (last - first + 1)
            worth = sigmoid(place) * profile.found / top
            yield _Row(file.surprise[row], (number, first), worth)
        else:
            wide = max(before[1] - before[0], 1) if before else 1
            worth = sigmoid((row - before[1]) / wide) if before else -1.0
            yield _Row(file.surprise[row], None, worth * profile.wrong)


def reached(files: Sequence[Scored], profile: Profile) -> Reached:
    """The best score that one threshold for all of them reaches."""
    return max(_sweep(files, profile), key=lambda one: one.score)


def at(files: Sequence[Scored], profile: Profile, threshold: float) -> Reached:
    """What that threshold reaches."""
    *_, last = (one for one in _sweep(files, profile) if one.threshold >= threshold)
    return last


def _sweep(files: Sequence[Scored], profile: Profile) -> Iterator[Reached]:
    """What every threshold reaches, from one that says nothing down."""
    windows = sum(len(one.windows) for one in files)
    silent = -profile.missed * windows
    rows = [row for n, file in enumerate(files) for row in _rows(n, file, profile)]
    rows.sort(key=lambda row: -row.surprise)
    found: dict[tuple[int, int], float] = {}
    wrong, total = 0, silent
    yield Reached(0.0, math.inf, 0, windows, 0)
    for n, row in enumerate(rows):
        if row.window is None:
            wrong, total = wrong + 1, total + row.worth
        else:
            was = found.get(row.window, -profile.missed)
            found[row.window] = max(was, row.worth)
            total += found[row.window] - was
        if n + 1 == len(rows) or rows[n + 1].surprise != row.surprise:
            score = 100 * (total - silent) / (profile.found * windows - silent)
            yield Reached(score, row.surprise, len(found), windows, wrong)
