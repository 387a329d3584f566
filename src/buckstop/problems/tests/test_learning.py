"""What the order of work learns: how waiting grows dearer, and what comes easier to whom."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.coverage.rules.levels import ENOUGH, GROWS
from buckstop.problems.rules.learning import LONGEST, MOST_EASE, MOST_GROWTH, Waits, eases, growth
from buckstop.problems.rules.learning import wait as waited

DAYS = st.floats(0.05, 40)
MINUTES = st.floats(1, 120)
KINDS = st.dictionaries(st.sampled_from(["update", "step", "ask", "handoff"]), MINUTES)


def played(each_day: float, seed: int, count: int = 4000) -> Waits:
    """Customers who ask as often as the rule supposes, looked at in steps of a tenth of a day."""
    dice, found = Random(seed), Waits()
    for _customer in range(count):
        ends, days = dice.uniform(0.5, 10), 0.0
        while days < ends and dice.random() > 0.01 * (1 + each_day * days):
            days += 0.1
        found += waited(min(days, ends), asked=days < ends)
    return found


@pytest.mark.parametrize("each_day", [0.0, 0.15, 0.6])
def test_how_it_grows_is_found_again(each_day: float):
    found = growth(played(each_day, seed=7))
    assert found is not None
    assert abs(found - 100 * each_day) < 8 + 20 * each_day


@given(st.lists(st.tuples(DAYS, st.booleans()), max_size=80))
def test_too_few_say_nothing_and_what_is_said_is_bounded(customers: list[tuple[float, bool]]):
    found = sum((waited(days, asked=asked) for days, asked in customers), Waits())
    percent = growth(found)
    assert (percent is None) == (found.asked < ENOUGH)
    assert percent is None or 0 <= percent <= MOST_GROWTH


@given(st.lists(DAYS.map(lambda d: min(d, LONGEST - 5)), min_size=ENOUGH, max_size=60))
def test_who_asks_later_makes_it_grow_more(asked_after: list[float]):
    quiet = sum((waited(12, asked=False) for _one in range(200)), Waits())
    early = sum((waited(days, asked=True) for days in asked_after), quiet)
    late = sum((waited(days + 4, asked=True) for days in asked_after), quiet)
    assert (growth(early) or 0) <= (growth(late) or 0)


def test_thirty_move_it_half_the_way():
    at_once = sum((waited(0.1, asked=True) for _one in range(ENOUGH)), Waits())
    stays = at_once + sum((waited(9, asked=False) for _one in range(100)), Waits())
    assert growth(stays) == round(GROWS / 2)


@given(KINDS, KINDS, st.floats(0.2, 5))
def test_how_fast_somebody_is_leaves_no_trace(
    own: dict[str, float], others: dict[str, float], faster: float
):
    found = eases(own, others)
    again = eases({kind: minutes * faster for kind, minutes in own.items()}, others)
    assert again == pytest.approx(found)
    assert all(1 / MOST_EASE - 1e-9 <= times <= MOST_EASE + 1e-9 for times in found.values())


def test_only_what_is_known_of_two_kinds_says_something():
    assert eases({"step": 5}, {"step": 10}) == {}
    found = eases({"step": 5, "ask": 20}, {"step": 10, "ask": 10})
    assert found == pytest.approx({"step": 0.5, "ask": 2.0})
