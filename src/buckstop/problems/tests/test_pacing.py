"""The expected work is what the like took a team, once thirty of them are known."""

from buckstop.coverage.kept_rows import ENOUGH
from buckstop.coverage.models import Pace
from buckstop.coverage.queries import who_is_on_duty
from buckstop.problems.commitments import update
from buckstop.problems.models import Problem
from buckstop.problems.pacing import reckon_work
from buckstop.problems.queries.work import work_of
from buckstop.problems.rules.order import work
from buckstop.problems.tests.world import World


def news(world: World, problem: Problem, minutes: int) -> None:
    """The owner has done something else, and so long after it sends the promised news."""
    update.keep(problem, by=world.ana.actor(), at=world.now, next_due=None)
    world.later(minutes=minutes)


def test_news_takes_what_it_took_once_enough_is_known(world: World):
    problem = world.report().problem
    world.report("Another")
    for place in range(ENOUGH):
        news(world, problem, 9 if place % 2 else 8)
    reckon_work(world.now)
    assert Pace.objects.get().count == ENOUGH - 1
    assert who_is_on_duty(world.now).paces == {}

    news(world, problem, 9)
    news(world, problem, 180)  # a night, or lunch: no work
    assert reckon_work(world.now) == 0, "once a day"
    world.later(days=1)
    assert reckon_work(world.now) == 1
    there = who_is_on_duty(world.now)
    assert 8 <= there.paces["update"] <= 9
    found = work_of(world.ana, on_duty=there, at=world.now)
    minutes = {work(one.task) for one in found.now + found.later if one.task.kind == "update"}
    assert minutes == {there.paces["update"]}
    world.later(days=91)
    assert reckon_work(world.now) == 0, "what is older than a quarter is forgotten"
    assert who_is_on_duty(world.now).paces == {}
