"""The pure rules: shares with their intervals, trust, risk, and figures."""

import random
from datetime import timedelta
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.problems.tests.world import MONDAY
from buckstop.reliability.rules.beta import below, quantile, share
from buckstop.reliability.rules.figures import Seen, Sort, changed, lately, trend, value
from buckstop.reliability.rules.risk import Facts, is_at_risk, reasons, risk
from buckstop.reliability.rules.trust import Promises, trust

COUNTS = st.integers(0, 200)


@given(st.floats(0.01, 0.99), st.integers(1, 40), st.integers(1, 40))
def test_whole_numbers_agree_with_the_binomial(x: float, a: int, b: int):
    n = a + b - 1
    exact = sum(comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    assert below(x, a, b) == pytest.approx(exact, abs=1e-9)


@given(st.floats(0.2, 60), st.floats(0.2, 60), st.floats(0.02, 0.98))
def test_a_quantile_has_so_much_below_it(a: float, b: float, p: float):
    assert below(quantile(a, b, p), a, b) == pytest.approx(p, abs=1e-4)


@given(COUNTS, COUNTS)
def test_a_share_lies_in_its_interval(good: int, bad: int):
    found = share(good, bad)
    assert 0 <= found.low <= found.mean <= found.high <= 1


def test_the_interval_of_a_share_covers_what_it_says():
    chance, covered = random.Random(3), 0
    intervals = {good: share(good, 20 - good) for good in range(21)}
    for _ in range(2_000):
        rate = chance.random()
        found = intervals[sum(chance.random() < rate for _ in range(20))]
        covered += found.low <= rate <= found.high
    assert covered / 2_000 > 0.88


PROMISES = st.builds(Promises, COUNTS, COUNTS, COUNTS)


@given(PROMISES, PROMISES)
def test_one_more_kept_is_never_less_trust(theirs: Promises, house: Promises):
    assert trust(theirs + Promises(1), house).mean >= trust(theirs, house).mean - 1e-9
    assert trust(theirs + Promises(missed=1), house).mean <= trust(theirs, house).mean + 1e-9


def test_two_of_two_is_not_certain():
    house = Promises(90, 0, 10)
    few, many = trust(Promises(2), house), trust(Promises(200), house)
    assert 0.9 < few.mean < 0.94
    assert few.high - few.low > 3 * (many.high - many.low)


FACTS = st.builds(Facts, COUNTS, COUNTS, COUNTS, st.floats(0, 90), COUNTS, COUNTS)


@given(FACTS)
def test_who_is_at_risk_has_reasons(facts: Facts):
    assert bool(reasons(facts)) == (risk(facts) > 0)
    assert not is_at_risk(facts) or reasons(facts)


def test_one_thing_is_no_risk_yet_and_no_answer_from_above_is():
    assert not is_at_risk(Facts(missed=1))
    assert is_at_risk(Facts(missed=2))
    assert is_at_risk(Facts(unanswered_above=1))
    assert not is_at_risk(Facts(silent_days=30, open_now=9))


@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=40))
def test_a_median_lies_in_its_interval(values: list[float]):
    found = value([Seen(MONDAY, one) for one in values], Sort.MEDIAN)
    assert found is not None
    assert found.low <= found.value <= found.high


def test_weeks_and_what_changed():
    day = timedelta(days=1)
    seen = [Seen(MONDAY - n * day, float(n >= 28)) for n in range(1, 57)]
    now, before = lately(seen, MONDAY), lately(seen, MONDAY, before=4)
    assert (len(now), len(before)) == (27, 28)
    assert changed(value(now, Sort.SHARE), value(before, Sort.SHARE)) == -1
    assert changed(value(now, Sort.SHARE), None) == 0
    weeks = trend(seen, Sort.COUNT, MONDAY)
    assert [one.of if one else 0 for one in weeks][-3:] == [7, 7, 6]
    assert value([], Sort.COUNT) is not None
    assert value([], Sort.MEDIAN) is None
