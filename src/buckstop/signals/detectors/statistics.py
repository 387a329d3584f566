"""What a series is looked at by: its level, its day, its changes. Each is larger, the stranger.

A row is only beside rows before it: what is said of it never changes with what comes later.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from buckstop.signals.detectors.tails import Rows

DAY = 86_400  # seconds
_DAYS = 7
_LONG, _SHORT, _SHORTER = 288, 24, 6  # rows
_EVERY = 6
"""So often the median of a long window is made anew."""
_DRIFT, _CLIPPED = 1.0, 4.0
"""CUSUM: what is forgiven a row, and what one row counts at most, in robust deviations."""


@dataclass(frozen=True, slots=True)
class Statistic:
    """One way of looking: its values, from which row on they mean something, and the least
    difference that matters."""

    values: Rows
    start: int
    grain: float


def statistics(seconds: Rows, values: Rows, *, learns: int, grain: float) -> Iterator[Statistic]:
    """Every way of looking at a series. `learns`: the rows by which its own noise is judged."""
    level = _late(_trailing_median(values, _LONG), 1)
    day, start = by_day(seconds, values)
    usual = np.where(np.isnan(day), level, day)
    off = values - usual
    season = np.where(np.arange(len(values)) < start, 0.0, np.nan_to_num(values - day))
    change = np.abs(values - _late(values, 1))
    yield Statistic(np.abs(values - level), 0, grain)
    yield Statistic(change, 0, grain)
    for rows in (_SHORTER, _SHORT):
        before = _late(level, rows - 1)
        yield Statistic(np.abs(_trailing_mean(values, rows) - before), 0, grain)
        yield Statistic(np.abs(_trailing_mean(season, rows)), start + rows, grain)
    yield Statistic(np.abs(season), start, grain)
    yield Statistic(np.abs(np.median(_windows(off, _SHORTER), axis=1)), 0, grain)
    yield Statistic(_busy(change, learns), 0, 0.01)
    yield Statistic(cusum(off, learns), 0, grain / max(_noise(off[:learns]), 1e-9))


def by_day(seconds: Rows, values: Rows) -> tuple[Rows, int]:
    """The median of the same time on the days before, a row earlier and later too; and from which
    row on that means something. NaN where there is none."""
    step = float(np.median(np.diff(seconds))) if len(seconds) > 1 else DAY
    rows = max(round(DAY / max(step, 1.0)), 2)
    same = [
        _before(values, days * rows + shift)
        for days in range(1, _DAYS + 1)
        for shift in (-1, 0, 1)
        if 0 < days * rows + shift < len(values)
    ]
    start = min(2 * rows, len(values) // 3)
    if not same:
        return np.full(len(values), np.nan), len(values)
    return _median_of(np.array(same)), start


def cusum(off: Rows, learns: int) -> Rows:
    """How far a series has drifted from what is usual, to either side, since it last was there."""
    first = off[:learns]
    noise = _noise(first)
    score = np.clip((off - np.median(first)) / noise, -_CLIPPED, _CLIPPED)
    sides = []
    for side in (1, -1):
        total = np.cumsum(side * score - _DRIFT)
        sides.append(total - np.minimum(np.minimum.accumulate(total), 0))
    return np.asarray(np.maximum(*sides))


def _noise(values: Rows) -> float:
    middle = np.median(values)
    return float(1.4826 * np.median(np.abs(values - middle)) + 0.05 * values.std() + 1e-9)


def _busy(change: Rows, learns: int) -> Rows:
    """The share of the last rows that changed much."""
    much = 0.5 * float(np.quantile(change[:learns], 0.99))
    return _trailing_mean((change > much).astype(float), 2 * _SHORT)


def _late(values: Rows, rows: int) -> Rows:
    return np.concatenate([np.full(rows, values[0]), values[:-rows]])[: len(values)]


def _before(values: Rows, rows: int) -> Rows:
    return np.concatenate([np.full(rows, np.nan), values[:-rows]])


def _windows(values: Rows, rows: int) -> Rows:
    return sliding_window_view(np.concatenate([np.full(rows - 1, values[0]), values]), rows)


def _trailing_mean(values: Rows, rows: int) -> Rows:
    total = np.cumsum(np.concatenate([np.full(rows - 1, values[0]), values]))
    total = np.concatenate([[0.0], total])
    return np.asarray((total[rows:] - total[:-rows]) / rows)


def _trailing_median(values: Rows, rows: int) -> Rows:
    some = np.median(_windows(values, rows)[::_EVERY], axis=1)
    return np.asarray(np.repeat(some, _EVERY)[: len(values)])


def _median_of(rows: Rows) -> Rows:
    """The median of each column, where anything stands in it."""
    found = np.sort(rows, axis=0)  # what isn't there comes last
    there = np.count_nonzero(~np.isnan(found), axis=0)
    each = np.arange(found.shape[1])
    low = found[np.maximum(there - 1, 0) // 2, each]
    high = found[np.minimum(there // 2, len(found) - 1), each]
    return np.where(there == 0, np.nan, (low + high) / 2)
