"""The pure rules: ranges that cover what they say, chances, and records that aren't luck."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.forecasts.rules.chances import Past, brier
from buckstop.forecasts.rules.ranges import ENOUGH, Range, covers, foreseen, loss, quantiles
from buckstop.forecasts.rules.record import calibration, record

TIMES = st.lists(st.floats(0, 1e6), min_size=ENOUGH, max_size=60)


def test_of_those_that_come_as_the_like_did_eight_in_ten_lie_within():
    chance, covered, tries = random.Random(12), 0, 2000
    for _ in range(tries):
        took = [chance.lognormvariate(5, 2) for _ in range(26)]
        said = foreseen(took[1:])
        assert said is not None
        covered += covers(took[0], said)
    assert 0.78 <= covered / tries <= 0.87  # 80 % at least; with 25 of the like 84.6 %


@given(TIMES, st.lists(st.floats(0, 1e6), max_size=20))
def test_a_range_is_in_order_and_what_still_runs_only_makes_it_later(
    ended: list[float], running: list[float]
):
    alone, beside = foreseen(ended), foreseen(ended, running)
    assert alone is not None
    assert alone.high is not None
    assert alone.low <= alone.middle <= alone.high
    if beside is not None:
        assert beside.low >= alone.low
        assert beside.high is None or beside.high >= alone.high


def test_what_still_runs_counts_as_kaplan_and_meier_say():
    assert foreseen([1.0] * (ENOUGH - 1)) is None
    # Of 4 two end at 1 and 3, one is left out at 2: 3/4 and then 3/4 · 1/2 still run.
    assert quantiles([1, 3], [2, 9], [0.25, 0.5, 0.7]) == [1, 3, None]


@given(st.floats(0, 1e5), st.lists(st.floats(0, 1e5), min_size=3, max_size=3))
def test_nothing_is_less_wrong_than_what_came(came: float, ends: list[float]):
    low, middle, high = sorted(ends)
    assert loss(came, Range(low, middle, high)) >= loss(came, Range(came, came, came)) == 0


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=80), st.integers(0, 4))
def test_a_chance_lies_between_its_base_and_the_like(seen: list[tuple[int, bool]], cell: int):
    found = Past(seen).of(cell)
    of = [did for each, did in seen if each == cell]
    like = sum(of) / len(of) if of else found.base
    assert min(like, found.base) - 1e-9 <= found.chance <= max(like, found.base) + 1e-9
    assert found.of == len(of)


def test_what_is_no_better_than_its_base_is_rarely_taken_for_better():
    """Noise beside a constant: of 1000 records at most one in ten says better."""
    chance, taken = random.Random(5), 0
    for _ in range(1000):
        came = [chance.random() < 0.3 for _ in range(60)]
        pairs = [
            (brier(0.3 + chance.gauss(0, 0.02), came=did), brier(0.3, came=did)) for did in came
        ]
        found = record(pairs)
        assert found is not None
        taken += found.better
    assert taken <= 100


def test_what_knows_something_is_taken_for_better_once_there_are_enough():
    pairs = [(brier(0.8, came=True), brier(0.5, came=True))] * 20
    pairs += [(brier(0.2, came=False), brier(0.5, came=False))] * 20
    few, all_of_them = record(pairs[:29]), record(pairs)
    assert few is not None
    assert all_of_them is not None
    assert (few.better, all_of_them.better) == (False, True)
    assert all_of_them.gain == pytest.approx(1 - 0.04 / 0.25)
    assert record([]) is None


def test_bands_hold_everything_once():
    pairs = [(n / 10, n > 5) for n in range(10)]
    found = calibration(pairs)
    assert sum(band.of for band in found) == 10
    assert [band.came for band in found] == [0, 0, 1, 1]
    assert calibration([]) == []
