"""Levels for a service count from when a problem is said to be about it; for an address, for what
came to it."""

from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from buckstop.complaints.queries import to_owe
from buckstop.conversations.actions.hearing import log
from buckstop.coverage.actions.levels import add_level, change_level
from buckstop.coverage.models import ServiceLevel
from buckstop.coverage.queries import in_order, levels, service_levels, who_is_on_duty
from buckstop.coverage.rules.levels import Need, Terms
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.problems.actions.fixing import fix
from buckstop.problems.actions.opening import add_case
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.queries.desk import cost_by
from buckstop.problems.queries.levels import times_for, times_of_case
from buckstop.problems.tests.world import World
from buckstop.reliability.queries.promises import NONE, Part, by_part
from buckstop.services.actions.services import add_service
from buckstop.services.models import Service
from buckstop.services.rules import Terms as ServiceTerms
from buckstop.signals.actions.naming import name_service, unname_service
from buckstop.signals.models import ProblemService

ROUND_THE_CLOCK: dict[str, Any] = {
    "opens": time(0), "closes": time(0), "weekdays": "0123456", "first_news": 10,
}  # fmt: skip


@pytest.fixture
def phones(world: World) -> Service:
    return add_service(terms=ServiceTerms(name="Phones"), by=DESK, at=world.now)


@pytest.fixture
def level(world: World, phones: Service) -> ServiceLevel:
    terms = Terms(name="Phones", service=phones.pk, weighs=300, legal_days=5, **ROUND_THE_CLOCK)
    return add_level(terms, by=DESK, at=world.now)


def about(world: World, problem: Problem, service: Service) -> None:
    name_service(problem, service=service, by=world.ana.actor(), at=world.now)


def test_it_fits_what_is_about_the_service_alone(phones: Service, level: ServiceLevel):
    every = levels()
    assert every == in_order(service_levels())
    assert every.by_service
    assert not every.by_tier
    found = every.level(Need("", 0, "problem", frozenset({phones.pk, uuid4()})))
    assert found is not None
    assert found.key == level.pk
    assert every.level(Need("", 0, "problem")) is None
    assert every.level(Need("", 0, "problem", frozenset({uuid4()}))) is None


def test_it_counts_from_when_the_problem_is_about_it_until_it_isnt(
    world: World, phones: Service, level: ServiceLevel
):
    case = world.report()
    assert times_for(case.problem).soonest == timedelta(minutes=30)
    about(world, case.problem, phones)
    assert times_for(case.problem).soonest == timedelta(minutes=10)
    assert times_of_case(case).first_news == 10
    unname_service(ProblemService.objects.get(), by=world.ana.actor(), at=world.now)
    assert times_for(case.problem).soonest == timedelta(minutes=30)


def test_the_database_chooses_as_the_rule_does(world: World, phones: Service, level: ServiceLevel):
    theirs, other = world.report(), world.report("Another")
    about(world, theirs.problem, phones)
    there = who_is_on_duty(world.now)
    costs = Problem.objects.annotate(cost=cost_by(there.levels)).values_list("pk", "cost")
    found = dict(costs)
    assert found[theirs.problem_id] == pytest.approx(3 * found[other.problem_id])
    assert [(case.pk, days) for case, days in to_owe(levels(), 9)] == [(theirs.pk, 5)]


def test_what_was_promised_is_set_against_it(world: World, phones: Service, level: ServiceLevel):
    for title, named in (("No calls", True), ("No mail", False)):
        case: Case = world.report(title)
        if named:
            about(world, case.problem, phones)
        fix(case.problem, by=world.ana.actor(), at=world.now)
    day = timedelta(days=1)
    assert set(by_part(Part.LEVEL, world.now - day, world.now + day)) == {str(level.pk), NONE}


VIP = "vip@halden.example"


@pytest.fixture
def line(world: World, monkeypatch: pytest.MonkeyPatch) -> ServiceLevel:
    monkeypatch.setenv("BUCKSTOP_ADDRESSES", f"help@halden.example, {VIP}")
    terms = Terms(name="VIP", addresses=(VIP.upper(),), weighs=300, legal_days=5, **ROUND_THE_CLOCK)
    return add_level(terms, by=DESK, at=world.now)


def written_to(world: World, address: str) -> Case:
    return log(text=f"To {address}", contact=world.ines, address=address, by=DESK, at=world.now)


def test_what_came_to_an_address_has_its_level_by_rule_and_database(
    world: World, line: ServiceLevel
):
    theirs, other = (written_to(world, one) for one in (f"{VIP}", "help@halden.example"))
    assert (theirs.address, theirs.problem.first_word_at) == (VIP, None)
    dues = [Commitment.objects.get(problem=one.problem).due for one in (theirs, other)]
    assert [due - world.now for due in dues] == [timedelta(minutes=10), timedelta(minutes=30)]
    every = levels()
    assert (every.by_address, every.by_need, every.by_tier) == (True, True, False)
    assert [times_of_case(one).first_news for one in (theirs, other)] == [10, 30]
    costs = Problem.objects.annotate(cost=cost_by(every)).values_list("pk", "cost")
    found = dict(costs)
    assert found[theirs.problem_id] == pytest.approx(3 * found[other.problem_id])
    assert [(case.pk, days) for case, days in to_owe(every, 9)] == [(theirs.pk, 5)]
    for case in (theirs, other):
        fix(case.problem, by=world.ana.actor(), at=world.now)
    day = timedelta(days=1)
    assert set(by_part(Part.LEVEL, world.now - day, world.now + day)) == {str(line.pk), NONE}
    assert list(verify()) == []


def test_who_joins_from_the_address_hears_as_soon_as_it_says(world: World, line: ServiceLevel):
    case = written_to(world, "help@halden.example")
    add_case(
        case.problem, contact=world.olaf, customer=None, title="Me too", how="mail",
        address=VIP, by=DESK, at=world.now,
    )  # fmt: skip
    due = Commitment.objects.get(problem=case.problem, ended_at=None).due
    assert due - world.now == timedelta(minutes=10)
    assert times_for(case.problem).soonest == timedelta(minutes=10)


def test_a_level_is_for_addresses_of_the_desk_alone(world: World, line: ServiceLevel):
    terms = Terms(name="VIP", addresses=("vip@elsewhere.example",), **ROUND_THE_CLOCK)
    with pytest.raises(Refused, match="is no address of the desk"):
        change_level(line, terms, by=DESK, at=world.now)


def test_a_level_that_a_service_is_taken_from_is_for_all(
    world: World, phones: Service, level: ServiceLevel
):
    change_level(level, Terms(name="Phones", **ROUND_THE_CLOCK), by=DESK, at=world.now)
    assert times_for(world.report().problem).soonest == timedelta(minutes=10)
