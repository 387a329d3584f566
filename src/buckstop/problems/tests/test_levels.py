"""Whoever waits is kept the times of their service level."""

from datetime import time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from buckstop.coverage import queries
from buckstop.coverage.actions import add_shift
from buckstop.coverage.actions.teams import add_team
from buckstop.coverage.models import ServiceLevel
from buckstop.coverage.queries import who_is_on_duty
from buckstop.coverage.rules.levels import Level, Levels, Need
from buckstop.coverage.service_times import ServiceTimes
from buckstop.kit.calendars import Calendar
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.people.actions.customers import add as add_customer
from buckstop.people.models import Customer
from buckstop.problems.actions import understandings
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.entries.cases import CannotWait
from buckstop.problems.models import Case, Problem
from buckstop.problems.queries.desk import cost_by
from buckstop.problems.queries.filters import Sort, Wanted, matching, sorted_by
from buckstop.problems.queries.levels import times_for
from buckstop.problems.queries.work import work_of
from buckstop.problems.tests.world import World, answering

DAYTIME = Calendar("UTC", {0: [(time(8), time(18))]})
ONE, TWO, THREE = (ServiceTimes(DAYTIME, first_news=minutes) for minutes in (1, 2, 3))


def level(**values: Any) -> ServiceLevel:
    """A level by day and by night."""
    usual: dict[str, Any] = {
        "name": "Round the clock", "opens": time(0), "closes": time(0), "weekdays": "0123456",
        "first_news": 10, "position": 1,
    }  # fmt: skip
    return ServiceLevel.objects.create(**usual | values)


def gold(world: World) -> None:
    Customer.objects.filter(pk=world.nordbank.pk).update(tier="Gold")
    world.nordbank.refresh_from_db()


def news_in(world: World, problem: Problem) -> timedelta:
    problem.refresh_from_db()
    assert problem.news_due
    return problem.news_due - world.now


def test_the_first_that_fits_counts_and_the_default_is_for_the_rest():
    badly = Level(uuid4(), "Badly", TWO, tier="gold", hurts=2)
    asked = Level(uuid4(), "Questions", ONE, kind="question")
    every = Levels(THREE, (badly, asked))
    assert every.level(Need("GOLD ", 2, "question")) == badly
    assert every.level(Need("gold", 1, "question")) == asked
    assert every.level(Need("", 2, "problem")) is None
    assert every.times([]) == THREE
    assert every.times([Need("gold", 2, "problem"), Need("", 0, "problem")]).each == (TWO, THREE)


def test_with_one_level_nobody_is_asked_for_a_tier(world: World, django_assert_num_queries: Any):
    problem = world.report().problem
    with django_assert_num_queries(1):
        times_for(problem)
    with django_assert_num_queries(0):
        times_for(problem, Levels(ONE))


def test_a_new_problem_is_promised_what_its_customers_level_says(world: World):
    level(tier="gold")
    gold(world)
    theirs: dict[str, Any] = {"title": "It fails", "by": world.ana.actor(), "at": world.now}
    mine = open_problem(customer=world.nordbank.pk, **theirs)
    other = open_problem(**theirs)
    assert news_in(world, mine) == timedelta(minutes=10)
    assert news_in(world, other) == timedelta(minutes=30)


def test_several_customers_have_the_strictest_and_who_joins_hears_as_soon(world: World):
    level(tier="gold")
    problem = world.report(by=world.olaf).problem
    assert news_in(world, problem) == timedelta(minutes=30)
    gold(world)
    world.join(problem, world.ines)
    assert news_in(world, problem) == timedelta(minutes=10)
    at_night = world.now + timedelta(hours=12)
    assert times_for(problem).after(at_night, 60) == at_night + timedelta(hours=1)
    assert times_for(problem).soonest == timedelta(minutes=10)


def test_a_change_of_level_touches_no_promise_already_made(world: World):
    gold(world)
    problem = world.report().problem
    level(tier="gold")
    assert news_in(world, problem) == timedelta(minutes=30)


def test_the_snapshot_and_the_table_say_the_same(world: World):
    level(hurts=2, position=2)
    level(kind="question", name="Questions")
    level(name="Gone", removed_at=world.now)
    read = queries.who_is_on_duty(world.now).levels
    assert read == queries.levels()
    assert [one.name for one in read.others] == ["Questions", "Round the clock"]


def test_there_is_one_default_level_which_is_for_everything(world: World):
    with pytest.raises(IntegrityError), transaction.atomic():
        level(position=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceLevel.objects.filter(position=None).update(tier="gold")


def test_what_waiting_counts_by_level_moves_my_work_the_list_and_the_load(world: World):
    other = add_customer(name="Kontor", by=DESK, at=world.now)
    _first, second = world.report("First").problem, world.report("Second").problem
    Case.objects.filter(problem=second).update(customer=other)
    Customer.objects.filter(pk=other.pk).update(tier="Gold")

    def seen() -> tuple[str, str, float]:
        there = who_is_on_duty(world.now)
        [top, *_] = work_of(world.ana, on_duty=there, at=world.now).now
        weights = there.levels.weights
        wanted = Wanted(sort=Sort.COST, at=world.now, weights=weights)
        [listed, *_] = sorted_by(matching(world.ana.actor(), wanted), wanted)
        costs = Problem.objects.filter(pk=second.pk).annotate(cost=cost_by(there.levels))
        [cost] = costs.values_list("cost", flat=True)
        return top.problem.title, listed.title, cost

    level(tier="silver", weighs=900)
    assert seen() == ("First", "Second", 3.0)  # alike: by its time, and the newest first
    ServiceLevel.objects.filter(tier="silver").update(tier="gold", weighs=50)
    assert seen() == ("First", "First", 1.5)
    ServiceLevel.objects.filter(tier="gold").update(weighs=200, hurts=1, kind="problem")
    assert seen() == ("Second", "Second", 6.0)
    ServiceLevel.objects.filter(tier="gold").update(weighs=100, grows=200)
    world.later(days=1)
    assert seen()[1] == "Second"


def test_outside_its_hours_what_cannot_wait_reaches_the_levels_on_call(world: World):
    nights = add_team(name="Nights", lead=None, by=DESK, at=world.now)
    for day in range(7):
        add_shift(
            nights.roster, person=world.carla, weekday=day, starts=time(0), ends=time(0),
            by=DESK, at=world.now,
        )  # fmt: skip
    gold(world)
    case = Case.objects.get(pk=world.report("It fails").pk)
    level(tier="gold", on_call=nights, opens=time(8), closes=time(18))

    def reached() -> set[UUID]:
        understandings.cannot_wait(case, by=answering(case), at=world.now)
        made = fact_of(Entry.objects.filter(code="cannot-wait").latest("number"))
        assert isinstance(made, CannotWait)
        return set(made.on_call)

    assert reached() == set(), "in its hours it is the team's own"
    world.later(hours=12)
    assert reached() == {world.carla.pk}
