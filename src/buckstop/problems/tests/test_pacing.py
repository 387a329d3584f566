"""The expected work is what the like took a team, once thirty of them are known."""

from typing import Any

from django.db import connection

from buckstop.coverage.models import Ease, Pace, ServiceLevel
from buckstop.coverage.queries import levels, service_levels, times_of, who_is_on_duty
from buckstop.coverage.rules.levels import ENOUGH, GROWS, Levels
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person
from buckstop.problems import growing
from buckstop.problems.actions.hearing import hear
from buckstop.problems.commitments import update
from buckstop.problems.growing import reckon_growth
from buckstop.problems.models import Case, Problem
from buckstop.problems.pacing import QUARTER, reckon_work
from buckstop.problems.queries.work import work_of
from buckstop.problems.rules.order import work
from buckstop.problems.tests.world import World


def test_what_comes_easier_to_somebody_moves_their_own_order_alone(world: World):
    world.report()
    for person, times in ((world.ana, 0.5), (world.bruno, 2.0)):
        Ease.objects.create(person=person, kind="update", times=times)
    there = who_is_on_duty(world.now)

    def seen(person: Person) -> tuple[set[float], bool]:
        found = work_of(person, on_duty=there, at=world.now)
        return {work(one.task) for one in found.now + found.later}, found.by_ease

    assert seen(world.ana) == ({5.0}, True)
    assert seen(world.bruno) == (set(), False)


def test_what_a_day_adds_is_learned_of_a_level_once_enough_of_its_customers_asked(world: World):
    asked, quiet = [], []
    for number in range(ENOUGH):
        asked.append(world.report(f"Slow {number}"))
        quiet.append(world.report(f"Fine {number}"))
    world.later(minutes=20)
    for case in quiet:
        heard(world, case)  # they add what they forgot: no question where it stands
    world.later(days=3)
    for case in asked[1:]:
        heard(world, case)
    reckon_growth(world.now, since=world.now - QUARTER)
    [level] = service_levels()
    assert (level.learned, level.asked) == (None, ENOUGH - 1)
    assert who_is_on_duty(world.now).levels == levels() == Levels(times_of(level))

    heard(world, asked[0])
    world.later(hours=1)
    reckon_growth(world.now, since=world.now - QUARTER)
    [level] = service_levels()
    assert level.asked == ENOUGH
    assert level.learned is not None
    assert level.learned > GROWS
    there = who_is_on_duty(world.now)
    assert there.levels == levels()
    found = work_of(world.ana, on_duty=there, at=world.now)
    assert {one.task.grows for one in found.now + found.later} == {level.learned}
    ServiceLevel.objects.update(grows=20)
    assert who_is_on_duty(world.now).levels.grows == 20, "what people said holds"


def heard(world: World, case: Case) -> None:
    """The customer wrote."""
    with acting(case, by=DESK, at=world.now) as act:
        hear(case, message=act.body("Where does it stand?"), by=DESK, at=world.now)


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


def test_what_customers_asked_is_joined_to_their_cases_not_looked_for_by_each(world: World) -> None:
    given: dict[str, Any] = dict.fromkeys(("since", "at"), world.now)
    given |= {"hard": 3, "never": ["void"], "unasked": ["told"]}
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {growing._WAITS}", given)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "SubPlan" not in plan
