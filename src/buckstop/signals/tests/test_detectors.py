"""Detectors: they see a step, say nothing of what goes on as ever, and never look ahead."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckstop.signals.detectors import alarms, counts
from buckstop.signals.detectors.general import onsets, surprises
from buckstop.signals.detectors.silence import longest_gap

HOUR = 3_600.0
LEVEL = alarms.level(alarms.Often.MONTH, step=HOUR)


def days(rows: int, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    at = np.arange(rows) * HOUR
    noise = np.random.default_rng(seed).normal(size=rows)
    return at, 100 + 20 * np.sin(2 * np.pi * at / 86_400) + noise


@pytest.mark.parametrize(
    "trouble",
    [
        lambda rows: rows + np.where(np.arange(len(rows)) >= 550, 30, 0),  # a new level
        lambda rows: rows + np.maximum(np.arange(len(rows)) - 550, 0) * 2.0,  # a trend
        lambda rows: np.where(np.arange(len(rows)) == 560, 200, rows),  # a spike
        lambda rows: np.where(np.arange(len(rows)) >= 550, 100, rows),  # its days are gone
    ],
)
def test_trouble_is_seen_once_and_nothing_before_it(trouble):
    at, rows = days(620)
    surprise = surprises(at, trouble(rows))
    assert surprise[:550].max() < LEVEL
    assert surprise[550:].max() >= LEVEL
    alarmed = np.nonzero(onsets(np.where(surprise >= LEVEL, surprise, 0)))[0]
    assert 1 <= len(alarmed) <= 6
    assert alarmed[0] >= 550


def test_a_row_is_only_beside_rows_before_it():
    at, rows = days(500)
    later = np.concatenate([rows[:480], np.full(20, 1e6)])
    assert surprises(at, rows)[:480].tolist() == surprises(at, later)[:480].tolist()
    since = surprises(at, rows, since=490)
    assert since[490:].tolist() == surprises(at, rows)[490:].tolist()


@pytest.mark.parametrize("rows", [0, 1, 299, 400])
def test_what_never_changes_or_is_too_short_is_no_trouble(rows: int):
    at = np.arange(rows) * HOUR
    assert surprises(at, np.full(rows, 7.0)).max(initial=0) < LEVEL


@given(st.integers(0, 60), st.floats(0.1, 20), st.floats(1.0, 4.0))
@settings(max_examples=50, deadline=None)
def test_the_tail_of_a_count_is_what_it_sums_to(count: int, mean: float, wide: float):
    found = counts.tail(count, mean, mean * wide)
    assert 0 <= found <= 1 + 1e-9
    assert counts.tail(count + 1, mean, mean * wide) <= found + 1e-9
    assert found <= counts.tail(count, mean * 1.1, mean * 1.1 * wide) + 1e-9


def test_counts_of_the_same_hour_of_the_week_are_what_is_expected():
    week = [0] * 100 + [50] + [0] * 67
    mean, _variance = counts.expected(week * 6, hour=6 * counts.WEEK + 100)
    other, _variance = counts.expected(week * 6, hour=6 * counts.WEEK + 40)
    assert mean > 8 > 0.2 > other
    assert counts.expected([], hour=0)[0] > 0
    assert counts.tail(3, 2.0, 2.0) == pytest.approx(1 - math.exp(-2) * 5)
    assert 0 < counts.tail(200, 2.0, 2.0) < 1e-100


def test_silence_is_longer_than_its_gaps_ever_were():
    steady = np.arange(200) * 60.0
    assert 180 <= longest_gap(steady, chance=1e-5) <= 300
    rng = np.random.default_rng(5)
    ragged = np.cumsum(rng.exponential(60, 500))
    assert longest_gap(ragged, chance=1e-5) > np.diff(ragged).max()
    assert longest_gap(steady[:20], chance=1e-5) == math.inf


def test_fewer_false_alarms_ask_for_more_surprise():
    levels = [alarms.level(often, step=300) for often in alarms.Often]
    assert levels == sorted(levels)
    assert alarms.level(alarms.Often.MONTH, step=60) > alarms.level(alarms.Often.MONTH, step=300)
