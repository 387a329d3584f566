"""What learns is used where it is surely better on what came later, and nowhere else."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec

import pytest

from buckstop.forecasts import learning
from buckstop.forecasts.actions.making import make_forecasts
from buckstop.forecasts.models import What
from buckstop.forecasts.rules.learning import Example, Facts, Foresee, Learned, learned, running_at
from buckstop.forecasts.rules.ranges import Range
from buckstop.forecasts.rules.record import Record
from buckstop.forecasts.tests.test_forecasting import ended, made
from buckstop.problems.tests.world import World

BEGAN = datetime(2026, 1, 5, tzinfo=UTC)
FACTS = Facts("problem", 1, "", 9, 0, 0)


def examples(many: int, *, by_the_hour: bool) -> list[Example]:
    """One each two hours; those of the night take ten times as long, or all alike."""
    chance = random.Random(4)
    found = []
    for n in range(many):
        opened = BEGAN + timedelta(hours=2 * n)
        took = chance.lognormvariate(4, 0.3) * (10 if by_the_hour and opened.hour >= 18 else 1)
        facts = Facts("problem", 1, "", opened.hour, opened.weekday(), n)
        found.append(Example(opened, facts, took))
    return found


def knows_the_night(known: Sequence[Example]) -> Foresee:
    """Learns two ranges, of the night and of the day."""
    parts = [sorted(e.took for e in known if (e.facts.hour >= 18) == night) for night in (0, 1)]
    said = [Range(p[len(p) // 10], p[len(p) // 2], p[-len(p) // 10]) for p in parts]
    return lambda facts: said[facts.hour >= 18]


def test_it_is_used_where_it_is_surely_better_on_what_came_later():
    found = learned(examples(600, by_the_hour=True), knows_the_night)
    assert found is not None
    assert found.tried.better
    assert found.tried.scored == 150
    late = found.foresee(Facts("problem", 1, "", 20, 0, 0))
    early = found.foresee(Facts("problem", 1, "", 4, 0, 0))
    assert late is not None
    assert early is not None
    assert late.middle > 5 * early.middle


def test_it_is_not_used_where_it_is_no_better_or_there_is_too_little():
    assert learned(examples(600, by_the_hour=False), knows_the_night) is None
    assert learned(examples(150, by_the_hour=True), knows_the_night) is None


def test_nothing_is_learned_of_what_was_not_known_yet():
    seen: list[int] = []

    def learn(known: Sequence[Example]) -> Foresee:
        seen.append(len(known))
        return lambda facts: Range(1, 2, 3)

    rows = examples(400, by_the_hour=False)
    cut = rows[300].opened
    long = [Example(one.opened, one.facts, 1e6) if n < 50 else one for n, one in enumerate(rows)]
    learned(long, learn)
    assert seen == [sum(one.ended < cut for one in long)]
    assert seen[0] <= 250


def test_how_many_others_ran_is_counted():
    at = [BEGAN + timedelta(hours=n) for n in range(6)]
    assert running_at([(at[0], at[3]), (at[1], at[2]), (at[2], at[5]), (at[4], at[5])]) == [
        0, 1, 1, 1,
    ]  # fmt: skip


def test_a_forecast_says_that_it_was_learned_and_the_like_say_it_else(world: World, monkeypatch):
    case = world.report()
    ended(case, 30, world.now)
    good = Learned(lambda facts: Range(1, 2, 3), Record(100, 0.5, 1.0, True))
    monkeypatch.setattr(learning, "of_today", lambda at: good)
    make_forecasts(at=world.now)
    said = made(What.SOLVED)
    assert (said.like, said.low, said.middle, said.high) == (learning.LIKE, 1, 2, 3)
    monkeypatch.setattr(learning, "of_today", lambda at: None)
    other = world.report("Another")
    make_forecasts(at=world.later(minutes=1))
    assert made(What.SOLVED, problem=other.problem).like != learning.LIKE


def test_without_the_extra_nothing_is_learned(world: World, monkeypatch):
    monkeypatch.setattr(learning, "import_module", _missing)
    assert learning.of_today(world.now) is None


def _missing(name: str) -> None:
    raise ImportError(name)


@pytest.mark.skipif(find_spec("sklearn") is None, reason="not installed here: scikit-learn")
def test_boosting_learns_what_the_like_do_not_know():
    learn = learning.learner()
    assert learn is not None
    found = learned(examples(600, by_the_hour=True), learn)
    assert found is not None
    assert found.tried.gain > 0.3
    assert learned(examples(600, by_the_hour=False), learn) is None
