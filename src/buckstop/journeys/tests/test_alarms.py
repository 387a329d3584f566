"""The alarm of a friction: rare where nothing changed, soon where it doubled."""

import math
from random import Random

from buckstop.journeys.engine.alarms import WEEKS, risen, upper_rate

HISTORIES, LONG = 1500, 52


def poisson(chance: Random, mean: float) -> int:
    """A count with that mean (Knuth)."""
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def counts(chance: Random, rate: float, then: float) -> list[int]:
    half = LONG // 2
    return [poisson(chance, rate if week < half else then) for week in range(LONG)]


def test_false_alarms_are_as_rare_as_promised():
    chance = Random(5)
    false = sum(risen(counts(chance, 3, 3), [30] * LONG) is not None for _ in range(HISTORIES))
    assert false / HISTORIES < (LONG / 2) / WEEKS


def test_a_doubled_rate_is_mostly_seen_within_half_a_year():
    chance = Random(6)
    seen = sum(risen(counts(chance, 3, 6), [30] * LONG) is not None for _ in range(200))
    assert seen > 150


def test_more_journeys_are_no_alarm_and_few_weeks_say_nothing():
    assert risen([3] * 26 + [6] * 26, [30] * 26 + [60] * 26) is None
    assert risen([0, 9, 9], [1, 1, 1]) is None
    assert risen([], []) is None


def test_the_upper_end_is_above_the_rate_in_nine_of_ten():
    chance = Random(7)
    for mean in (2.0, 10.0):
        held = sum(upper_rate(poisson(chance, mean), 1) >= mean for _ in range(2000))
        assert held / 2000 > 0.88
