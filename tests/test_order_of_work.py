"""The simulation that compares orders of work: what can be reckoned by hand, and what follows."""

from random import Random

import pytest

from bench.order.compared import OTHERS, ours
from bench.order.logs import Job
from bench.order.simulation import STAFF, simulate
from buckstop.problems.rules import impact
from buckstop.problems.rules.order import HURT_WEIGHT
from tests.source import ROOT


def jobs(count: int) -> list[Job]:
    """Short and long ones that hurt alike, and some that hurt more, at random times."""
    random = Random(7)
    sorts = {"short": 10.0, "long": 90.0}
    return sorted(
        Job(random.uniform(0, 1e6), random.choice([0, 1, 1, 2]), sort, sorts[sort])
        for sort in random.choices(["short", "long"], k=count)
    )


def test_a_wait_is_reckoned_as_by_hand():
    # All come at once but the last: eight begin, the ninth waits for the first to end.
    twice = [Job(0, 1, "alike", 60) for _ in range(STAFF + 1)]
    result = simulate([*twice, Job(1, 1, "alike", 60)], 1.0, OTHERS["first come"])
    # The tenth comes when all of the work is done by then: after ten hours of work of eight.
    assert result.longest == pytest.approx(1.0)
    assert result.linear == pytest.approx(HURT_WEIGHT[1] * 1.0 / (STAFF + 2))


@pytest.mark.parametrize("load", [1.0, 1.2])
def test_ours_costs_least_where_the_work_can_be_expected(load: float):
    work = jobs(800)
    result = simulate(work, load, ours)
    for index in OTHERS.values():
        assert result.linear < simulate(work, load, index).linear


def test_the_page_says_the_weights_of_the_rule():
    page = (ROOT / "docs" / "order-of-work.md").read_text(encoding="utf-8")
    weights = zip(HURT_WEIGHT, impact.CHOICES.values(), strict=True)
    said = " · ".join(f"{weight:g} {str(words).lower()}" for weight, words in weights)
    assert f"| impact | {said} |" in page
