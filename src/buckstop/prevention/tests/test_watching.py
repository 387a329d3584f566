"""The statistics hold what they promise: false alarms, coverage, however often one looks."""

import random
from collections.abc import Iterator
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.prevention.rules.rates import Seen, ratio_interval
from buckstop.prevention.rules.watching import (
    OFTEN,
    RARER,
    SURE,
    Verdict,
    Watch,
    evidence,
    needed,
    verdict,
)

HISTORIES = 10_000
COUNTS = st.integers(0, 40)
EXPOSURES = st.floats(0.5, 5_000)


def looks(rate: float, chance: random.Random, before: Seen, until: float) -> Iterator[Watch]:
    """A history after: every moment at which the evidence is greatest, one way or the other."""
    came, at = 0, 0.0
    while at < until:
        at += chance.expovariate(rate)
        yield Watch(before, Seen(came, min(at, until)))  # just before the next one comes
        if at < until:
            came += 1
            yield Watch(before, Seen(came, at))


def alarms(ratio: float, mixture: tuple[tuple[float, float], ...], seed: int) -> float:
    """In which share of histories the evidence reaches enough, at whatever moment."""
    chance, reached = random.Random(seed), 0
    for history in range(HISTORIES):
        k = (1, 3, 8, 20)[history % 4]
        before = Seen(k, chance.gammavariate(k, 1.0))
        after = looks(ratio, chance, before, 2.0 * before.exposure)
        reached += any(evidence(one, mixture) >= SURE for one in after)
    return reached / HISTORIES


def test_false_alarms_stay_below_what_is_promised_however_often_one_looks():
    assert alarms(0.5, RARER, 1) < 1 / SURE  # as hard as it can be: exactly halved
    assert alarms(1.0, RARER, 2) < 0.02  # nothing changed
    assert alarms(0.5, OFTEN, 3) < 1 / SURE


def test_what_works_is_seen():
    assert alarms(0.0001, RARER, 4) > 0.4


def test_the_interval_covers_what_it_says():
    chance, covered = random.Random(5), 0
    for _ in range(1_000):
        before, after = (Seen(_poisson(chance, 6), 6.0), Seen(_poisson(chance, 3), 6.0))
        low, high = ratio_interval(before, after)
        covered += low <= 0.5 <= high
    assert covered / 1_000 >= 0.9


def _poisson(chance: random.Random, mean: float) -> int:
    came, at = 0, chance.expovariate(1)
    while at < mean:
        came, at = came + 1, at + chance.expovariate(1)
    return came


def test_the_interval_of_a_known_example():
    low, high = ratio_interval(Seen(10, 100.0), Seen(2, 100.0), 0.95)
    assert (low, high) == pytest.approx((0.0213, 0.9387), abs=0.001)
    assert ratio_interval(Seen(0, 1.0), Seen(0, 1.0)) == (0.0, inf)


@given(COUNTS, EXPOSURES, COUNTS, EXPOSURES)
def test_the_interval_holds_the_ratio_and_turns_with_its_sides(k: int, t: float, n: int, u: float):
    low, high = ratio_interval(Seen(k, t), Seen(n, u))
    assert 0 <= low <= high
    if k:
        assert low <= (n / u) / (k / t) * 1.0001
    other = ratio_interval(Seen(n, u), Seen(k, t))
    if low > 0 and high < inf:
        assert (1 / other[1], 1 / other[0]) == pytest.approx((low, high), rel=1e-3)


@given(st.integers(1, 40), EXPOSURES, COUNTS, EXPOSURES)
def test_more_that_comes_is_never_better(k: int, t: float, n: int, u: float):
    fewer, more = (Watch(Seen(k, t), Seen(came, u)) for came in (n, n + 1))
    assert evidence(more, RARER) <= evidence(fewer, RARER) * 1.0001
    assert evidence(more, OFTEN) >= evidence(fewer, OFTEN) * 0.9999


@given(st.integers(1, 40), EXPOSURES)
def test_so_long_without_any_is_enough_and_less_is_not(k: int, t: float):
    before = Seen(k, t)
    long = needed(before)
    assert long is not None
    assert verdict(Watch(before, Seen(0, long)), over=False) == Verdict.HELD
    assert verdict(Watch(before, Seen(0, long * 0.98)), over=True) == Verdict.EARLY


def test_at_the_end_of_the_time_it_has_to_have_shown_itself():
    before = Seen(8, 80.0)
    assert verdict(Watch(before, Seen(4, 60.0)), over=False) == Verdict.EARLY
    assert verdict(Watch(before, Seen(4, 60.0)), over=True) == Verdict.NOT_HELD
    assert verdict(Watch(before, Seen(1, 60.0)), over=True) == Verdict.EARLY
    assert verdict(Watch(before, Seen(14, 60.0)), over=False) == Verdict.NOT_HELD
    assert needed(Seen(0, 10.0)) is None
